"""Documents of law and policy, and where and when they apply."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from jiugai.errors import Locator, PolicyError, ProblemLog
from jiugai.policy.programmes import concerns
from jiugai.yaml_file import check_keys, check_shapes, read_yaml

LEVELS = ("national", "province", "city", "county")

_SHAPES = {
    "id": "text",
    "title": "text",
    "date": "date",
    "date_status": "text",
    "level": "text",
    "place": "texts",
    "programmes": "texts",
}

#: clauses of the model's own arithmetic and of the user's choices: they apply everywhere, always
OWN_PREFIXES = ("model", "user")


@dataclass(frozen=True)
class Document:
    """One document. `place` is () for the nation, else (province[, city[, county]]).

    `programmes`: what it is about, where it is about some programmes only.
    """

    id: str
    title: str
    number: str
    date: datetime.date
    date_status: str
    level: str
    place: tuple[str, ...]
    address: str
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Jurisdiction:
    """What a case may see: its place, the documents it borrows, the date of knowledge, what it is about.

    `programme` is "" where there is no case: every document may then be of use.
    """

    place: tuple[str, ...]
    borrow: tuple[str, ...]
    as_of: datetime.date
    programme: str = ""

    def reach(self, document: Document) -> int | None:
        """How near a document is to the case: 0 borrowed, 1 national … 4 county; None: does not apply."""
        if document.date > self.as_of:
            return None
        of_place = self.place[: len(document.place)] == document.place
        if of_place and concerns(document.programmes, self.programme):
            return 1 + len(document.place)
        return 0 if document.id in self.borrow else None


def load_documents(path: Path) -> dict[str, Document]:
    rows = read_yaml(path, PolicyError)
    log = ProblemLog(PolicyError)
    documents: dict[str, Document] = {}
    if not isinstance(rows, list):
        log.add(Locator(str(path)), "应为文件列表", "must be a list of documents")
        rows = []
    for row in rows:
        name = str(row.get("id", "")) if isinstance(row, dict) else ""
        problems = check_keys(
            row,
            Locator(str(path), value=name),
            ("id", "title", "number", "date", "date_status", "level", "place", "address"),
            ("note", "programmes"),
        )
        problems = problems or check_shapes(row, Locator(str(path), value=name), _SHAPES)
        log.extend(problems)
        if problems:
            continue
        if name in documents:
            log.add(Locator(str(path), column="id", value=name), "文件编号重复", "document id stands twice")
        if row["level"] not in LEVELS or len(row["place"]) != LEVELS.index(row["level"]):
            log.add(Locator(str(path), column="place", value=name), "地点与级次不符", "place does not fit level")
        documents[name] = Document(
            id=name,
            title=row["title"],
            number=str(row["number"] or ""),
            date=row["date"],
            date_status=row["date_status"],
            level=row["level"],
            place=tuple(row["place"]),
            address=str(row["address"] or ""),
            programmes=tuple(row.get("programmes", ())),
        )
    log.finish()
    return documents


def document_of(clause: str) -> str:
    """The document id of a clause id: `gaotai-2021#3.3` → `gaotai-2021`."""
    return clause.partition("#")[0]


def clause_reach(clause: str, documents: dict[str, Document], seen_from: Jurisdiction) -> int | None:
    """Like `Jurisdiction.reach`, for a clause; the model's own clauses are as near as national ones."""
    source = document_of(clause)
    return 1 if source in OWN_PREFIXES else seen_from.reach(documents[source])
