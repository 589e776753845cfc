"""What a scenario changed, in words: the overrides of `plan.json` (path, old, new), one line an override."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiugai.inputs.dictionary import Column, dictionary
from jiugai.inputs.header import DEBT_TIERS
from jiugai.inputs.override import CASE, PLUS, POLICY, TIMES
from jiugai.inputs.scenario import OBJECTIVES
from jiugai.inputs.vocabulary import choice_label, table_label
from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.policy.library import Library

_MOST_LINES = 6
_ARROW = " → "
_SUMMED = ("money", "int")
_PARTS = ("tolerance", "gap", "nodes")


@dataclass(frozen=True)
class ToldChange:
    """One override in words: what it is of, its cells, and old and new, of several cells that differ their sums."""

    path: str
    subject: str
    cells: int
    old: str
    new: str
    file: str


def told_changes(overrides: Iterable[Mapping[str, Any]], library: Library, lang: str) -> list[ToldChange]:
    """A line for every override, in the order of `plan.json`; money in 万元, its unit in the subject."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in overrides:
        groups.setdefault((row["file"], row["set"]), []).append(row)
    return [_told(rows, library, lang) for rows in groups.values()]


def lines(overrides: Sequence[Mapping[str, Any]], library: Library, lang: str) -> list[str]:
    """What a console prints: a heading, the first few changes, how many more there are; nothing where there is none."""
    told = told_changes(overrides, library, lang)
    if not told:
        return []
    shown = [_line(change, lang) for change in told[:_MOST_LINES]]
    if len(told) > _MOST_LINES:
        shown.append("  " + label("changes.more", lang).format(count=len(told) - _MOST_LINES))
    return [label("changes.heading", lang), *shown]


def _line(change: ToldChange, lang: str) -> str:
    cells = label("changes.cells", lang).format(count=change.cells) if change.cells > 1 else ""
    return f"  {change.subject}{label('changes.colon', lang)}{change.old}{_ARROW}{change.new}{cells}"


def _told(rows: Sequence[Mapping[str, Any]], library: Library, lang: str) -> ToldChange:
    first = rows[0]
    path = str(first["path"] if len(rows) == 1 else first["set"])
    cells = sum(row["cells"] for row in rows)
    column = _column(path)
    old, new = (_in_words(path, _values(rows, key, column, lang), lang) for key in ("old", "new"))
    return ToldChange(path, _subject(path, column, first["value"], library, lang), cells, old, new, str(first["file"]))


def _column(path: str) -> Column | None:
    """The column of a table that a path ends in."""
    room, _, rest = path.partition(".")
    table, _, tail = rest.partition(".")
    return dictionary().get(table, {}).get(tail.rpartition(".")[2]) if room == CASE else None


def _values(rows: Sequence[Mapping[str, Any]], key: str, column: Column | None, lang: str) -> str:
    """The value, or the sum over the cells where they differ, or the first few."""
    texts = list(dict.fromkeys(str(row[key]) for row in rows))
    if len(texts) == 1:
        return _value(texts[0], column, lang)
    if column is not None and column.base_type in _SUMMED:
        total = sum(int(row[key] or 0) * row["cells"] for row in rows)
        return label("changes.sum", lang) + _value(str(total), column, lang)
    shown = label("can_pay.comma", lang).join(_value(text, column, lang) for text in texts[:3])
    return shown if len(texts) <= 3 else f"{shown} …"


def _value(text: str, column: Column | None, lang: str) -> str:
    if not text:
        return label("changes.nothing", lang)
    if column is not None and column.base_type == "money":
        yuan = int(text)
        return wan_text(yuan) if yuan % 100 == 0 else f"{Decimal(yuan).scaleb(-4):,f}"  # a rate may be a few yuan
    if column is not None and (column.choices or column.base_type == "bool"):
        return choice_label(column, text, lang)
    return text


def _in_words(path: str, text: str, lang: str) -> str:
    """The ids in the value of a key that is no column: objectives, and the debt tier."""
    if path == "objectives":
        for name in OBJECTIVES:
            text = text.replace(name, label(f"objective.{name}", lang))
        for part in _PARTS:
            text = text.replace(f"{part} ", f"{label(f'changes.{part}', lang)} ")
        return text.replace(", ", label("can_pay.comma", lang)) if lang == "zh" else text
    if path == f"{CASE}.debt_tier" and text in DEBT_TIERS:
        return label(f"debt_tier.{text}", lang)
    return text


def _subject(path: str, column: Column | None, value: str, library: Library, lang: str) -> str:
    """What a path is of, in words; keys of rows stay as they are."""
    room, _, rest = path.partition(".")
    if room == POLICY:
        return _law(rest, library, lang)
    if room != CASE:
        return _own(room, rest, lang)
    table, _, tail = rest.partition(".")
    if table not in dictionary():
        return label(f"changes.{table}", lang)
    if column is None:
        return f"{table_label(table, lang)} {tail}"
    name = column.zh if lang == "zh" else column.en
    unit = label("changes.wan", lang) if column.base_type == "money" else ""
    return f"{table_label(table, lang)} {tail.rpartition('.')[0]} {name}{unit}{_operation(value)}"


def _operation(value: str) -> str:
    """How a value was worked out: ` × 0.7`."""
    name, _, number = value.strip("{}").partition(": ")
    return {TIMES: f" × {number}", PLUS: f" + {number}"}.get(name, "") if value.startswith("{") else ""


def _law(rest: str, library: Library, lang: str) -> str:
    if rest in library.parameters:
        parameter = library.parameters[rest]
        return parameter.zh if lang == "zh" else parameter.en
    rule = library.rules[rest.split(".")[1]]
    return f"{rule.id} {rule.zh if lang == 'zh' else rule.en} {label('changes.in_force', lang)}"


def _own(room: str, rest: str, lang: str) -> str:
    name, _, part = rest.partition(".")
    words = [label(f"changes.{room}", lang)]
    if room == "objectives" and part:
        words += [label(f"objective.{name}", lang), label(f"changes.{part}", lang)]
    elif room == "effort":
        words.append(label(f"changes.{rest}", lang))
    elif rest:
        words.append(rest)
    return " ".join(words)
