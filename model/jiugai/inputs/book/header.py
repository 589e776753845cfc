"""The case sheet of a workbook: one fact of the header a row, its name in the first column, its value in the second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiugai.errors import DataError, Locator, ProblemLog
from jiugai.inputs.book.marks import bare, is_note
from jiugai.inputs.cells import folded, is_given, split_number, text_of, year_text
from jiugai.inputs.dictionary import Unreadable
from jiugai.inputs.header import BASES, DEBT_TIERS, MONEY_UNITS, TARGETS, header_problems
from jiugai.inputs.sheets import Cell, Fault, Sheet, is_blank
from jiugai.inputs.vocabulary import nearest, spelled
from jiugai.labels import label

PLACE = ("province", "city", "county")
#: the rows of the case sheet, in the order of the template; the first ones must be filled
REQUIRED = ("format", "title_zh", *PLACE, "first_year", "last_year", "basis")
KEYS = (
    *REQUIRED[:2], "title_en", *REQUIRED[2:], "programme", "money_unit", "borrow", *TARGETS, "debt_tier", "note",
)  # fmt: skip
#: labels of the values of the keys that are choices
CHOICES = {
    "money_unit": {unit: f"unit.{unit}" for unit in MONEY_UNITS},
    "basis": {basis: f"case_basis.{basis}" for basis in BASES},
    "debt_tier": {tier: f"debt_tier.{tier}" for tier in DEBT_TIERS},
}
AFTER_ID = "｜"  # a document or programme is chosen as `id｜title`
_BETWEEN = str.maketrans(dict.fromkeys("、，;；", ","))


@dataclass(frozen=True)
class _Entry:
    key: str
    row: int
    value: Any


def read_case_sheet(sheet: Sheet) -> dict[str, Any]:
    """The header in the shape of `case.yaml`; `money_unit` is "" where none is given. Raises `DataError`."""
    log = ProblemLog(DataError)
    entries: dict[str, _Entry] = {}
    documents: list[str] = []
    for entry in _entries(sheet, log):
        if entry.key == "borrow":
            documents += entry.value or []
        elif entry.key in entries:
            log.add(sheet.at(entry.row, label(f"case.{entry.key}")), "此项写了两次", "this stands twice")
        else:
            entries[entry.key] = entry
    for key in REQUIRED:
        if key not in entries:
            log.add(sheet.at(column=label(f"case.{key}")), "缺少此项", "this is missing")
        elif entries[key].value is None:
            log.add(sheet.at(entries[key].row, label(f"case.{key}")), "不能为空", "must not be blank")
    log.finish()
    values = {key: entry.value for key, entry in entries.items() if entry.value is not None}
    raw = {
        "format": values["format"],
        "title": {"zh": values["title_zh"], "en": values.get("title_en", values["title_zh"])},
        "place": [values[part] for part in PLACE],
        "first_year": values["first_year"],
        "last_year": values["last_year"],
        "money_unit": values.get("money_unit", ""),
        "basis": values["basis"],
        "programme": values.get("programme", ""),
        "borrow": documents,
        "targets": {key: values[key] for key in TARGETS if key in values},
        "debt_tier": values.get("debt_tier", ""),
        "note": values.get("note", ""),
    }

    def at(key: str, value: Any) -> Locator:
        name = key if key in entries else "title_zh"
        return sheet.at(entries[name].row, label(f"case.{name}"), value)

    log.extend(header_problems(raw | {"money_unit": raw["money_unit"] or "yuan"}, at))
    log.finish()
    return raw


def _entries(sheet: Sheet, log: ProblemLog) -> Iterator[_Entry]:
    names = {form: key for key in KEYS for form in spelled(key, f"case.{key}")}
    heading = spelled("item", "case.item")
    for row, cells in enumerate(sheet.rows):
        name, cell = cells[0], cells[1] if len(cells) > 1 else ""
        words = bare(_words(name))
        if is_note(cells) or folded(words) in heading or (is_blank(cell) and folded(words) not in names):
            continue  # a remark, the heading, a title or nothing
        key = names.get(folded(words))
        if key is None:
            near = nearest(folded(words), names)
            meant = label(f"case.{names[near]}") if near else ""
            hint, hint_en = (f"，是否为「{meant}」", f"; did you mean {meant}?") if near else ("", "")
            log.add(sheet.at(row, value=words), f"未知的项目{hint}", f"unknown item{hint_en}")
            continue
        try:
            yield _Entry(key, row, _value(key, cell))
        except Unreadable as problem:
            shown = cell if isinstance(cell, Fault) else _words(cell)
            log.add(sheet.at(row, label(f"case.{key}"), shown), problem.zh, problem.en)
            yield _Entry(key, row, ())  # given, but not readable: no second problem


def _words(cell: Cell) -> str:
    return cell.text if isinstance(cell, Fault) else text_of(cell)


def _value(key: str, cell: Cell) -> Any:
    """The value of an entry, None where it is blank. Raises `Unreadable`."""
    text = text_of(cell)
    if not text:
        return None
    if key in ("first_year", "last_year"):
        return int(year_text(cell))
    if key in CHOICES:
        found = [choice for choice, word in CHOICES[key].items() if folded(text) in spelled(choice, word)]
        if not found:
            zh = "、".join(label(word) for word in CHOICES[key].values())
            en = ", ".join(label(word, "en") for word in CHOICES[key].values())
            raise Unreadable(f"没有这个选项，可选：{zh}", f"no such choice; choose one of: {en}")
        return found[0]
    if key in TARGETS:
        return _whole(cell)
    if key == "programme":
        return text.split(AFTER_ID)[0].strip() if is_given(cell) else None
    if key == "borrow":
        parts = (part.split(AFTER_ID)[0].strip() for part in text.translate(_BETWEEN).split(","))
        return [part for part in parts if part] if is_given(cell) else None
    return text


def _whole(cell: Cell) -> int | None:
    if not is_given(cell):
        return None
    text, unit = split_number(cell)
    if unit or not text.isdigit():
        raise Unreadable("应为整数，不带单位", "must be a whole number without a unit")
    return int(text)
