"""A case in one workbook: a sheet for the header, a sheet a table; cells as people type them."""

from jiugai.inputs.book.read import Book, is_case_book, read_book

__all__ = ["Book", "is_case_book", "read_book"]
