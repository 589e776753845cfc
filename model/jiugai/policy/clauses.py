"""Clauses: what a place in a document says, in short, with how far its wording was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, PolicyError, ProblemLog
from jiugai.policy.documents import OWN_PREFIXES, document_of
from jiugai.yaml_file import check_keys, check_shapes, read_yaml

_SHAPES = {"zh": "text", "en": "text", "status": "text", "at": "text"}
_OPTIONAL = ("at",)


def load_clauses(
    path: Path, documents: Collection[str], defined: Iterable[tuple[Path, dict[str, Any]]] = ()
) -> dict[str, dict[str, str]]:
    """clause id → {zh, en, status}, and `at` where the id goes further than the numbering of the document.

    Every clause is of a known document, or of the model or the user.
    `defined`: (file, clause with its id) of the clauses which rule files define in place.
    """
    listed = read_yaml(path, PolicyError)
    log = ProblemLog(PolicyError)
    if not isinstance(listed, dict):
        log.add(Locator(str(path)), "应为条款表", "must be a mapping of clauses")
        log.finish()
    entries = [(path, str(clause), text) for clause, text in listed.items()]
    entries += [
        (file, str(clause["id"]), {key: clause[key] for key in clause if key != "id"}) for file, clause in defined
    ]
    clauses: dict[str, dict[str, str]] = {}
    for file, clause, text in entries:
        where = Locator(str(file), value=clause)
        if document_of(clause) not in {*documents, *OWN_PREFIXES}:
            log.add(where, "未知的文件编号", "unknown document id")
        needed = tuple(key for key in _SHAPES if key not in _OPTIONAL)
        log.extend(check_keys(text, where, needed, _OPTIONAL) or check_shapes(text, where, _SHAPES))
        if clause in clauses:
            log.add(where, "条款编号重复", "clause id stands twice")
        clauses[clause] = text
    log.finish()
    return clauses
