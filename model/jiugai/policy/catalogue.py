"""The catalogue of rules: id, clauses, parameters, where the rule acts, and why it makes no row where it makes none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from jiugai.errors import Locator, PolicyError, ProblemLog
from jiugai.policy.documents import OWN_PREFIXES, document_of
from jiugai.yaml_file import check_keys, check_shapes, read_yaml

_SHAPES = {
    "id": "text", "title": "both", "clauses": "texts", "parameters": "texts", "where": "texts",
    "in_force": "flag", "reason": "both",
}  # fmt: skip

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


def load_clauses(path: Path, documents: Collection[str]) -> dict[str, dict[str, str]]:
    """clause id → {zh, en, status}; every clause is of a known document, or of the model or the user."""
    clauses = read_yaml(path, PolicyError)
    log = ProblemLog(PolicyError)
    if not isinstance(clauses, dict):
        log.add(Locator(str(path)), "应为条款表", "must be a mapping of clauses")
        log.finish()
    for clause, text in clauses.items():
        where = Locator(str(path), value=str(clause))
        if document_of(str(clause)) not in {*documents, *OWN_PREFIXES}:
            log.add(where, "未知的文件编号", "unknown document id")
        log.extend(
            check_keys(text, where, ("zh", "en", "status"))
            or check_shapes(text, where, {"zh": "text", "en": "text", "status": "text"})
        )
    log.finish()
    return dict(clauses)


def load_catalogue(path: Path, clauses: Collection[str], parameters: Collection[str]) -> dict[str, RuleEntry]:
    rows = read_yaml(path, PolicyError)
    log = ProblemLog(PolicyError)
    if not isinstance(rows, list):
        log.add(Locator(str(path)), "应为规则列表", "must be a list of rules")
        log.finish()
    catalogue: dict[str, RuleEntry] = {}
    for row in rows:
        problems = check_keys(
            row, Locator(str(path)), ("id", "title", "clauses", "parameters", "where", "in_force", "reason")
        )
        problems = problems or check_shapes(row, Locator(str(path), value=str(row["id"])), _SHAPES)
        log.extend(problems)
        if problems:
            continue
        rule = str(row["id"])
        if rule in catalogue:
            log.add(Locator(str(path), column="id", value=rule), "规则编号重复", "rule id stands twice")
        if not row["clauses"]:
            log.add(Locator(str(path), column="clauses", value=rule), "规则没有依据条款", "a rule without a clause")
        for clause in row["clauses"]:
            if clause not in clauses:
                log.add(Locator(str(path), column=rule, value=clause), "未知条款", "unknown clause")
        for parameter in row["parameters"]:
            if parameter not in parameters:
                log.add(Locator(str(path), column=rule, value=parameter), "未知参数", "unknown parameter")
        for where in row["where"]:
            if where not in WHERE:
                log.add(Locator(str(path), column=rule, value=where), f"应为 {WHERE}", f"must be one of {WHERE}")
        catalogue[rule] = RuleEntry(
            id=rule,
            zh=row["title"]["zh"],
            en=row["title"]["en"],
            clauses=tuple(row["clauses"]),
            parameters=tuple(row["parameters"]),
            where=tuple(row["where"]),
            in_force=bool(row["in_force"]),
            reason_zh=row["reason"]["zh"],
            reason_en=row["reason"]["en"],
        )
    log.finish()
    return catalogue
