"""`jiugai check-report`: do text and tables of a finished report tie?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jiugai.errors import AuditError
from jiugai.labels import label
from jiugai.report.ties.check import check
from jiugai.report.ties.document import Said, numbers_in
from jiugai.report.ties.read import read_report


def check_report_command(path: Path, lang: str) -> str:
    """What was proven, in counts. Raises `AuditError` with what does not tie, `DataError` where it is no report."""
    document = read_report(path)
    problems = check(document, path.name)
    if problems:
        raise AuditError(problems)
    return label("console.ties", lang).format(
        file=path.name,
        sentences=len(document.sentences),
        numbers=_numbers(document.sentences),
        tables=len(document.tables),
    )


def _numbers(sentences: Iterable[Said]) -> int:
    """Values with a number in them, those of sentences inside values too."""
    return sum(
        bool(numbers_in(told.own)) + _numbers(told.inside) for said in sentences for told in said.values.values()
    )
