"""The workbook a bureau fills: sheets, headings, hints and lists from the column dictionary, empty or with a sample."""

from jiugai.intake.template.write import template_bytes, template_command

__all__ = ["template_bytes", "template_command"]
