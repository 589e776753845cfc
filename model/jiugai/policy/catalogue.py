"""The catalogue of rules: id, clauses, parameters, where the rule acts, and why it makes no row where it makes none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from jiugai.errors import Locator, PolicyError, ProblemLog
from jiugai.policy.rule_files import RuleFile

#: menu: shapes the options; may_pay: limits what a fund may pay; row: lines of constraints.csv; absence: holds because
#: no such thing exists
WHERE = ("menu", "row", "may_pay", "absence")


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


def build_catalogue(
    files: Iterable[RuleFile], clauses: Collection[str], parameters: Collection[str]
) -> dict[str, RuleEntry]:
    """rule id → entry, in the order of `files`. Raises `PolicyError` for a clause or parameter that nobody defines."""
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
        for key in ("clauses", "parameters", "where"):
            for entry in sorted({entry for entry in row[key] if row[key].count(entry) > 1}):
                log.add(Locator(path, column=key, value=entry), "重复列出", "listed twice")
        for where in row["where"]:
            if where not in WHERE:
                log.add(
                    Locator(path, column="where", value=where),
                    f"应为：{'、'.join(WHERE)}",
                    f"must be one of: {', '.join(WHERE)}",
                )
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
        )
    log.finish()
    return catalogue
