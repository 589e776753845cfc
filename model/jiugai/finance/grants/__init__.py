"""Grants that follow a formula: the factor formula of a pot, and matching of what residents pay."""
