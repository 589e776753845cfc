"""Dated, cited parameters, in a file each or in that of their rule; a value at a year, for a place, as known."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
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

#: lower case, so that no two files differ by case alone
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

UNITS = ("ratio", "yuan", "wan_yuan", "year", "month", "day", "household", "m2", "count", "number")
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


def load_parameters(
    folder: Path, clauses: Collection[str], defined: Iterable[tuple[Path, dict[str, Any]]] = ()
) -> dict[str, Parameter]:
    """parameter id → parameter. Raises `PolicyError`.

    `defined`: (file, parameter) of those which rule files define in place, in the very shape of a parameter file.
    """
    log = ProblemLog(PolicyError)
    parameters: dict[str, Parameter] = {}
    paths = sorted(folder.rglob("*.yaml"))
    if not paths:
        log.add(Locator(str(folder)), "没有参数文件", "no parameter files")
    rows = [(path, read_yaml(path, PolicyError)) for path in paths]
    for path, row in (*rows, *defined):
        is_file = path.is_relative_to(folder)
        here = Locator(str(path), value="" if is_file or not isinstance(row, dict) else str(row.get("id", "")))
        problems = check_keys(
            row,
            here,
            ("id", "label", "unit", "values", "still_valid_on", "status"),
            ("limits", "note", "quote"),
        )
        problems = problems or check_shapes(row, here, _SHAPES)
        log.extend(problems)
        if problems:
            continue
        expected = ".".join(path.relative_to(folder).with_suffix("").parts) if is_file else row["id"]
        _check_id(row["id"], expected, row["id"] in parameters, _at(here, "id", row["id"]), log)
        for key, choices in (("unit", UNITS), ("status", STATUSES)):
            if row[key] not in choices:
                log.add(
                    _at(here, key, str(row[key])),
                    f"应为：{'、'.join(choices)}",
                    f"must be one of: {', '.join(choices)}",
                )
        parameter = _read(row, here, clauses, log)
        if parameter is not None:
            parameters[parameter.id] = parameter
    log.finish()
    return parameters


def _at(here: Locator, column: str, value: str = "") -> Locator:
    """A column of a parameter; one defined in place is told from others of its file by its id."""
    return Locator(here.file, column=f"{here.value} {column}".strip(), value=value)


def _check_id(name: str, expected: str, is_known: bool, where: Locator, log: ProblemLog) -> None:
    """A parameter file is named after its id; an id defined in place is a new one."""
    if name != expected:
        log.add(where, f"应为 {expected}", f"must be {expected}")
    elif is_known:
        log.add(where, "参数编号重复", "parameter id stands twice")
    if _ID.fullmatch(name) is None:
        log.add(where, "参数编号应为小写，如 utility.min_share", "a parameter id is lower case, as utility.min_share")


def _read(
    row: dict[str, Any],
    here: Locator,
    clauses: Collection[str],
    log: ProblemLog,
) -> Parameter | None:
    limits, label, values = row.get("limits", {}), row["label"], row["values"]
    log.extend(check_keys(limits, replace(here, value=f"{here.value} limits".strip()), (), ("min", "max")))
    try:
        low, high = (exact(limits[key]) if key in limits else None for key in ("min", "max"))
    except (ValueError, ZeroDivisionError):
        log.add(_at(here, "limits", str(limits)), *_QUOTED)
        return None
    dated: list[DatedValue] = []
    for date, entry in values.items():
        where = _at(here, "values", str(date))
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
                log.add(_at(here, "cite", clause), "未知条款", "unknown clause")
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
