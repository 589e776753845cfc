"""The yearly indicators with their limits (indicators.csv)."""

from __future__ import annotations

from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.formats import Value, amount_text
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.tables.plain import column, origin
from jiugai.report.wording import say

#: what is told first, in this order; whatever else a rule shows comes after
_FIRST = (
    "county_general", "county_fund", "general_debt", "new_general_bonds",
    "utility_shortfall", "upper_lapse", "inherited_breach",
)  # fmt: skip
_NOTHING = {"value": 0, "limit": None, "kind": "", "ok": True, "unit": "yuan"}


def indicators_table(book: Book) -> list[Grid]:
    """indicators.csv with the years side by side; lines with nothing but zeros are left out."""
    lang = book.lang
    found = {(row["indicator"], row["year"]): row for row in book.plan_rows("indicators")}
    rows = []
    others = sorted({name for name, _ in found} - set(_FIRST))
    for name in (*_FIRST, *others):
        line = [found.get((name, year), _NOTHING) for year in book.years]
        if not any(entry["value"] or entry["limit"] for entry in line):
            continue
        ok = label("word.kept" if all(entry["ok"] for entry in line) else "word.broken", lang)
        rows.append(
            Row((label(f"indicator.{name}", lang), *(_shown(entry, "value", lang) for entry in line), ok), key=name)
        )
        if any(entry["limit"] for entry in line) or any(
            entry["kind"] == "limit" and entry["limit"] is not None for entry in line
        ):
            rows.append(
                Row(
                    (say("indicators.limit", lang), *(_shown(entry, "limit", lang) for entry in line), ""),
                    key=f"{name}_limit",
                )
            )
    if not rows:
        return []
    columns = [
        column("indicator", "name", lang),
        *(Column(str(year), (label("word.year", lang).format(year=year),), "wan") for year in book.years),
        column("state", "text", lang),
    ]
    notes = [say("indicators.note", lang), origin("indicators.csv, fiscal.csv, debts.csv", book)]
    return [Grid("indicators", say("indicators.title", lang), columns, rows, notes)]


def _shown(entry: dict[str, Any], key: str, lang: str) -> Value:
    """Money as a number of the column, anything else as text with its unit."""
    value: int | None = entry[key]
    return value if value is None or entry["unit"] == "yuan" else amount_text(value, entry["unit"], lang)
