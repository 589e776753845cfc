"""The catalogue of rules: id, clauses, parameters, where the rule acts, and why it makes no row where it makes none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, PolicyError, ProblemLog
from jiugai.policy.parameters import exact
from jiugai.policy.programmes import check_programmes
from jiugai.policy.rule_files import RuleFile
from jiugai.yaml_file import check_keys

#: menu: shapes the options; may_pay: limits what a fund may pay; row: lines of constraints.csv; envelope: changes
#: what a fund is allotted; indicator: lines of indicators.csv; table: a table of the plan; absence: holds because no
#: such thing exists; report: tables of the report, named in `report`
WHERE = ("menu", "row", "may_pay", "envelope", "indicator", "table", "absence", "report")

#: what a soft rule is broken by; percent: of an aim that is missed
BROKEN_UNITS = ("wan_yuan", "community", "household", "percent", "precondition")


@dataclass(frozen=True)
class Softness:
    """A rule that may be broken: points a broken unit costs unless the scenario says otherwise, and that unit."""

    weight: Fraction
    unit: str


@dataclass(frozen=True)
class RuleEntry:
    """One rule as the catalogue lists it."""

    id: str
    zh: str
    en: str
    clauses: tuple[str, ...]
    parameters: tuple[str, ...]
    where: tuple[str, ...]
    in_force: bool
    reason_zh: str
    reason_en: str
    file: Path
    soft: Softness | None = None
    #: the programmes it speaks of; none: every one
    programmes: tuple[str, ...] = ()
    report: tuple[str, ...] = ()

    @property
    def shapes_plan(self) -> bool:
        """Whether a plan depends on it: no where it asks for tables of the report alone."""
        return self.where != ("report",)


def build_catalogue(
    files: Iterable[RuleFile], clauses: Collection[str], parameters: Collection[str], programmes: Collection[str]
) -> dict[str, RuleEntry]:
    """rule id → entry, in the order of `files`.

    Raises `PolicyError` for a clause, parameter or programme that nobody defines.
    """
    log = ProblemLog(PolicyError)
    catalogue: dict[str, RuleEntry] = {}
    for file in files:
        row, path = file.row, str(file.path)
        if not row["clauses"]:
            log.add(Locator(path, column="clauses"), "规则没有依据条款", "a rule without a clause")
        if not row["where"]:
            log.add(Locator(path, column="where"), "须写明规则在何处起作用", "where does the rule act?")
        for clause in row["clauses"]:
            if clause not in clauses:
                log.add(Locator(path, column="clauses", value=clause), "未知条款", "unknown clause")
        for parameter in row["parameters"]:
            if parameter not in parameters:
                log.add(Locator(path, column="parameters", value=parameter), "未知参数", "unknown parameter")
        _check_programmes(row, path, programmes, log)
        for key in ("clauses", "parameters", "where", "programmes"):
            listed = row.get(key, ())
            for entry in sorted({entry for entry in listed if listed.count(entry) > 1}):
                log.add(Locator(path, column=key, value=entry), "重复列出", "listed twice")
        _check_where(row, path, log)
        catalogue[row["id"]] = RuleEntry(
            id=row["id"],
            zh=row["title"]["zh"],
            en=row["title"]["en"],
            clauses=row["clauses"],
            parameters=row["parameters"],
            where=tuple(row["where"]),
            in_force=row["in_force"],
            reason_zh=row["reason"]["zh"],
            reason_en=row["reason"]["en"],
            file=file.path,
            soft=_softness(row["soft"], path, log) if "soft" in row else None,
            programmes=tuple(row.get("programmes", ())),
            report=tuple(row.get("report", ())),
        )
    log.finish()
    return catalogue


def _check_programmes(row: dict[str, Any], path: str, programmes: Collection[str], log: ProblemLog) -> None:
    if "programmes" in row and not row["programmes"]:
        zh, en = "至少写一个，或删除此项", "name one at least, or leave the key out"
        log.add(Locator(path, column="programmes"), zh, en)
    check_programmes(row.get("programmes", ()), programmes, Locator(path, column="programmes"), log)


def _check_where(row: dict[str, Any], path: str, log: ProblemLog) -> None:
    for where in row["where"]:
        if where not in WHERE:
            log.add(
                Locator(path, column="where", value=where),
                f"应为：{'、'.join(WHERE)}",
                f"must be one of: {', '.join(WHERE)}",
            )
    if ("report" in row["where"]) != bool(row.get("report")):
        log.add(
            Locator(path, column="report"),
            "where 含 report 的规则须在 report 列出报告的表，其他规则不列",
            "a rule whose where has report names tables of the report in report; other rules do not",
        )


def _softness(row: dict[str, Any], path: str, log: ProblemLog) -> Softness | None:
    problems = check_keys(row, Locator(path, column="soft"), ("weight", "unit"))
    log.extend(problems)
    if problems:
        return None
    try:
        weight = exact(row["weight"])
    except (ValueError, ZeroDivisionError):
        weight = Fraction(-1)
    if weight < 0:
        log.add(
            Locator(path, column="soft weight", value=str(row["weight"])),
            '应为带引号的非负数字文本，如 "1"',
            'must be quoted number text not below 0, such as "1"',
        )
    if row["unit"] not in BROKEN_UNITS:
        log.add(
            Locator(path, column="soft unit", value=str(row["unit"])),
            f"应为：{'、'.join(BROKEN_UNITS)}",
            f"must be one of: {', '.join(BROKEN_UNITS)}",
        )
    return Softness(weight, str(row["unit"]))
