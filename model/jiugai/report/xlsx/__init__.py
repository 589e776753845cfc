"""The plan as an Excel workbook: live totals, the money line by line, native charts."""

from jiugai.report.xlsx.write import render_xlsx

__all__ = ["render_xlsx"]
