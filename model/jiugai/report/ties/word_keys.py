"""The part of a Word document that says what its bookmarks and tables are, read (`docx/keys.py` writes it)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol
from xml.etree.ElementTree import Element, fromstring

NAMESPACE = "urn:jiugai:report:1"
_OURS = f"{{{NAMESPACE}}}"


@dataclass(frozen=True)
class Mark:
    """What a bookmark stands for: kind `say`, `value` or `caption`; its reference; the end that the page leaves off."""

    kind: str
    reference: str
    tail: str = ""


@dataclass(frozen=True)
class RowKeys:
    """Role and key of a row, the exact values of its rounded cells by column."""

    role: str
    key: str
    exact: dict[str, Fraction]


@dataclass(frozen=True)
class TableKeys:
    """Name of a table, headings by the keys of its columns, its rows."""

    name: str
    columns: dict[str, str]
    rows: tuple[RowKeys, ...]


@dataclass(frozen=True)
class WordKeys:
    """Marks by bookmark; tables by the bookmark of their caption."""

    lang: str
    marks: dict[str, Mark]
    tables: dict[str, TableKeys]


class Package(Protocol):
    """What is needed of a `zipfile.ZipFile`."""

    def namelist(self) -> list[str]: ...

    def read(self, name: str) -> bytes: ...


def parsed(data: bytes) -> Element:
    """XML without a document type, which these files never have and which could name other files."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("a document type")
    return fromstring(data)  # noqa: S314  no entities, see above


def read_keys(package: Package) -> WordKeys | None:
    """The keys in a package, wherever Word has moved them to; None where there are none."""
    for name in sorted(package.namelist()):
        if name.startswith("customXml/") and name.endswith(".xml"):
            root = parsed(package.read(name))
            if root.tag == f"{_OURS}report":
                return _keys(root)
    return None


def _keys(root: Element) -> WordKeys:
    marks: dict[str, Mark] = {}
    tables: dict[str, TableKeys] = {}
    for entry in root:
        kind, at = entry.tag.removeprefix(_OURS), entry.attrib["at"]
        if kind == "table":
            tables[at] = _table(entry)
            marks[at] = Mark("caption", entry.attrib["name"])
        elif kind == "caption":
            marks[at] = Mark("caption", entry.attrib["id"])
        else:
            marks[at] = Mark(kind, entry.attrib["ref"], entry.get("tail", ""))
    return WordKeys(root.attrib["lang"], marks, tables)


def _table(entry: Element) -> TableKeys:
    columns = {column.attrib["key"]: column.attrib["heading"] for column in entry.findall(f"{_OURS}column")}
    rows = tuple(
        RowKeys(
            row.attrib["role"],
            row.get("key", ""),
            {cell.attrib["column"]: Fraction(cell.attrib["value"]) for cell in row.findall(f"{_OURS}exact")},
        )
        for row in entry.findall(f"{_OURS}row")
    )
    return TableKeys(entry.attrib["name"], columns, rows)
