"""jiugai 旧改: who pays for the renovation of old residential communities, in which year, exact to the yuan."""

__version__ = "0.1.0"
