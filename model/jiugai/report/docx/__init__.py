"""The report as a Word document in the form of official documents (公文): real tables, fonts by name, same bytes."""

from jiugai.report.docx.export import render_docx

__all__ = ["render_docx"]
