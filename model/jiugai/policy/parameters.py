"""Dated, cited parameters: one YAML file each; a value at a year, for a place, as known at a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, PolicyError, ProblemLog
from jiugai.policy.documents import Document, Jurisdiction, clause_reach
from jiugai.yaml_file import check_keys, check_shapes, is_date, read_yaml

_SHAPES = {
    "id": "text", "label": "both", "unit": "text", "values": "mapping", "status": "text", "limits": "mapping",
}  # fmt: skip
_QUOTED = ('数值须为带引号的数字文本，如 "0.30" 或 "2/3"', "value must be quoted text")

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?(/\d{1,15})?")  # no exponents: they can be endless

UNITS = ("ratio", "yuan", "wan_yuan", "year", "household", "m2", "count")
STATUSES = ("verified", "secondary", "unverified", "illustrative")


@dataclass(frozen=True)
class DatedValue:
    """One value: in force from `date` on, if one of its clauses reaches the case; None ends validity."""

    date: datetime.date
    value: Fraction | None
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Parameter:
    """One number of the law, with its history."""

    id: str
    zh: str
    en: str
    unit: str
    status: str
    values: tuple[DatedValue, ...]
    low: Fraction | None
    high: Fraction | None

    def at(self, year: int, documents: dict[str, Document], seen_from: Jurisdiction) -> tuple[Fraction | None, str]:
        """(value, clause) in force on 31 December of `year`; (None, "") where nothing applies.

        The most local place wins (a borrowed one last), then the latest date.
        """
        best: tuple[tuple[int, datetime.date], Fraction | None, str] | None = None
        for dated in self.values:
            if dated.date > datetime.date(year, 12, 31):
                continue
            for clause in dated.cite:
                reach = clause_reach(clause, documents, seen_from)
                if reach is not None and (best is None or (reach, dated.date) > best[0]):
                    best = ((reach, dated.date), dated.value, clause)
        return (best[1], best[2]) if best else (None, "")


def exact(text: object) -> Fraction:
    """A policy number: text such as "0.30" or "2/3"; a bare number is refused, for floats are not exact."""
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise ValueError("not a number in quoted text")
    return Fraction(text)


def load_parameters(folder: Path, clauses: Collection[str]) -> dict[str, Parameter]:
    log = ProblemLog(PolicyError)
    parameters: dict[str, Parameter] = {}
    paths = sorted(folder.rglob("*.yaml"))
    if not paths:
        log.add(Locator(str(folder)), "没有参数文件", "no parameter files")
    for path in paths:
        row = read_yaml(path, PolicyError)
        problems = check_keys(
            row,
            Locator(str(path)),
            ("id", "label", "unit", "values", "still_valid_on", "status"),
            ("limits", "note", "quote"),
        )
        problems = problems or check_shapes(row, Locator(str(path)), _SHAPES)
        log.extend(problems)
        if problems:
            continue
        expected = ".".join(path.relative_to(folder).with_suffix("").parts)
        if row["id"] != expected:
            log.add(Locator(str(path), column="id", value=row["id"]), f"应为 {expected}", f"must be {expected}")
        for key, choices in (("unit", UNITS), ("status", STATUSES)):
            if row[key] not in choices:
                log.add(
                    Locator(str(path), column=key, value=str(row[key])),
                    f"应为：{'、'.join(choices)}",
                    f"must be one of: {', '.join(choices)}",
                )
        parameter = _read(row, path, clauses, log)
        if parameter is not None:
            parameters[parameter.id] = parameter
    log.finish()
    return parameters


def _read(
    row: dict[str, Any],
    path: Path,
    clauses: Collection[str],
    log: ProblemLog,
) -> Parameter | None:
    limits, label, values = row.get("limits", {}), row["label"], row["values"]
    log.extend(check_keys(limits, Locator(str(path), column="limits"), (), ("min", "max")))
    try:
        low, high = (exact(limits[key]) if key in limits else None for key in ("min", "max"))
    except (ValueError, ZeroDivisionError):
        log.add(Locator(str(path), column="limits", value=str(limits)), *_QUOTED)
        return None
    dated: list[DatedValue] = []
    for date, entry in values.items():
        where = Locator(str(path), column="values", value=str(date))
        problems = check_keys(entry, where, ("value", "cite")) or check_shapes(entry, where, {"cite": "texts"})
        log.extend(problems)
        if problems:
            continue
        if not is_date(date):
            log.add(where, "应为日期", "must be a date")
            continue
        cite = tuple(entry["cite"])
        for clause in cite:
            if clause not in clauses:
                log.add(Locator(str(path), column="cite", value=clause), "未知条款", "unknown clause")
                return None
        if not cite:
            log.add(where, "缺少依据条款", "no clause cited")
        try:
            value = None if entry["value"] is None else exact(entry["value"])
        except (ValueError, ZeroDivisionError):
            log.add(where, *_QUOTED)
            continue
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            log.add(where, f"超出范围 {limits}", f"outside its limits {limits}")
        dated.append(DatedValue(date, value, cite))
    return Parameter(
        id=str(row["id"]),
        zh=str(label.get("zh", "")),
        en=str(label.get("en", "")),
        unit=str(row["unit"]),
        status=str(row["status"]),
        values=tuple(sorted(dated, key=lambda item: item.date)),
        low=low,
        high=high,
    )
