"""The register of the clauses of the source documents, read strictly: `coverage/<document>.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, PolicyError, Problem, ProblemLog
from jiugai.policy.coverage.clauses import CoveredClause, Known, missing_rules, place_of, read_clause
from jiugai.policy.coverage.lists import Both, PlannedRule, load_planned, load_reasons
from jiugai.policy.documents import document_of
from jiugai.policy.library import COVERAGE, PLANNED, REASONS, Library
from jiugai.yaml_file import check_keys, check_shapes, read_yaml

_SHAPES = {"title": "both", "read": "both", "left_out": "both", "repeats": "text", "clauses": "mapping"}


@dataclass(frozen=True)
class CoveredText:
    """One text of a document: how its copy reads, what was left out of the register, its clauses in their order.

    `repeats`: the document whose clauses the text repeats; it then has none of its own.
    """

    title: Both
    read: Both
    left_out: Both
    repeats: str
    clauses: tuple[CoveredClause, ...]


@dataclass(frozen=True)
class Register:
    """document id → its texts, in the order of `documents.yaml`; and the rules not modelled yet."""

    documents: dict[str, tuple[CoveredText, ...]]
    planned: dict[str, PlannedRule]

    def clauses(self, document: str | None = None) -> Iterator[CoveredClause]:
        """Every clause in its order, of one document or of all."""
        for name, texts in self.documents.items():
            if document in (None, name):
                for text in texts:
                    yield from text.clauses

    def naming(self, rule: str) -> tuple[str, ...]:
        """The ids of the clauses that name a rule."""
        return tuple(clause.id for clause in self.clauses() if rule in clause.rules)


def load_register(library: Library) -> Register:
    """The register in the folder of a policy library. Raises `PolicyError`.

    Every clause that `clauses.yaml` has of a registered document must be in the register, named with at least the rules
    that cite it; every clause of the register has rules, of the catalogue or planned, or a declared reason.
    """
    folder = library.folder / COVERAGE
    planned = load_planned(folder / PLANNED, library.rules)
    reasons = load_reasons(folder / REASONS)
    known = Known(library.clauses, {*library.rules, *planned}, _citing(library), reasons)
    log = ProblemLog(PolicyError)
    files = {path.stem: path for path in folder.glob("*.yaml") if path.name not in (PLANNED, REASONS)}
    if not files:
        log.add(Locator(str(folder)), "没有登记任何文件", "no document is registered")
    documents = {name: _document(files[name], known, log) for name in library.documents if name in files}
    for name, texts in documents.items():
        for text in texts:
            if text.repeats and text.repeats not in documents.keys() - {name}:
                where = Locator(str(files[name]), column="repeats", value=text.repeats)
                log.add(where, "应为另一份已登记的文件", "must be another document of the register")
    if not log:  # a refused clause may be the one that gives the reason
        given = {clause.declared for texts in documents.values() for text in texts for clause in text.clauses}
        for name in reasons:
            if reasons[name] not in given:
                log.add(Locator(str(folder / REASONS), value=name), "没有条款使用此理由", "no clause gives this reason")
    log.finish()
    return Register(documents, planned)


def _citing(library: Library) -> dict[str, list[str]]:
    """clause id → the rules of the catalogue that cite it."""
    citing: dict[str, list[str]] = {}
    for rule in library.rules.values():
        for clause in rule.clauses:
            citing.setdefault(clause, []).append(rule.id)
    return citing


def _document(path: Path, known: Known, log: ProblemLog) -> tuple[CoveredText, ...]:
    row, here = read_yaml(path, PolicyError), Locator(str(path))
    problems = check_keys(row, here, ("document", "texts"))
    problems = problems or check_shapes(row, here, {"document": "text", "texts": "items"})
    log.extend(problems)
    if problems:
        return ()
    if row["document"] != path.stem:
        where = Locator(str(path), column="document", value=row["document"])
        log.add(where, f"应为 {path.stem}", f"must be {path.stem}")
    seen: set[str] = set()
    texts = [
        _text(text, Locator(str(path), value=f"texts {number}"), known, seen, log)
        for number, text in enumerate(row["texts"], 1)
    ]
    for clause in known.said:
        if document_of(clause) == path.stem and clause not in seen:
            zh, en = "clauses.yaml 有此条款，登记中没有", "stands in clauses.yaml, not in the register"
            log.add(Locator(str(path), value=clause), zh, en)
    return tuple(text for text in texts if text is not None)


def _text(row: Any, here: Locator, known: Known, seen: set[str], log: ProblemLog) -> CoveredText | None:
    problems = check_keys(row, here, ("title", "read", "left_out"), ("clauses", "repeats"))
    problems = problems or check_shapes(row, here, _SHAPES)
    if not problems and ("clauses" in row) == ("repeats" in row):
        zh, en = (
            "须写明 clauses（条款）或 repeats（所重复的文件）之一",
            "needs either clauses, or the document it repeats",
        )
        problems = [Problem(here, zh, en)]
    log.extend(problems)
    if problems:
        return None
    clauses = _clauses(row.get("clauses", {}), here.file, known, seen, log)
    title, read, left_out = (Both(**row[key]) for key in ("title", "read", "left_out"))
    return CoveredText(title, read, left_out, row.get("repeats", ""), tuple(clauses))


def _clauses(rows: dict[Any, Any], file: str, known: Known, seen: set[str], log: ProblemLog) -> Iterator[CoveredClause]:
    """The clauses of one text, in ascending order of their places; `seen` holds the ids of the texts before."""
    document = Path(file).stem
    last: tuple[int, ...] = ()
    for name, row in ((str(name), row) for name, row in rows.items()):
        here = Locator(file, value=name)
        place = place_of(name, document)
        if place is None:
            log.add(here, f"条款编号应如 {document}#2.1", f"a clause id is written as {document}#2.1")
            continue
        if name in seen:
            log.add(here, "条款编号重复", "clause id stands twice")
        if place <= last:
            log.add(here, "应按在文中的先后排列", "out of order: clauses stand as in the document")
        seen.add(name)
        last = place
        clause = read_clause(name, row, here, known)
        if isinstance(clause, CoveredClause):
            log.extend(missing_rules(clause, here, known))
            yield clause
        else:
            log.extend(clause)
