"""A plain list of communities → a case; everything the list does not say is assumed, and every assumption is listed."""

from jiugai.intake.plain.build import Options, build_case
from jiugai.intake.plain.listing import Listing, read_listing

__all__ = ["Listing", "Options", "build_case", "read_listing"]
