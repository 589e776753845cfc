"""The example of a rule as docs/rules.md shows it: what is given, the calculation, what the plan says, what breaks it.

Every key of the files is shown under its Chinese name: columns of a case by the dictionary of the package, those of a
plan by `rules_words.csv`, so that the page can be read without the English ones.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.vocabulary import choice_label
from jiugai.labels import all_labels, label
from jiugai.policy.catalogue import RuleEntry
from jiugai.policy.library import Library
from jiugai.report.tables.rules import row_words

_WORDS = Path(__file__).with_name("rules_words.csv")
_PLACES = {"a": "甲", "b": "乙", "p": "项目p"}
#: column of a plan → what its values are labelled by, where that is not the column's own name
_VALUES = {"what": "due", "window": "window_granted"}
_NAMES_OF_PLACES = ("community_id", "site", "subject", "project", "project_id")
_SHARES = ("consent", "enter")


def example(rule: RuleEntry, data: Mapping[str, Any], file: str, library: Library) -> Iterator[str]:
    """Story, given, steps, results and twin, one by one. Raises KeyError for a word that has no Chinese name."""
    first, last = data.get("years", [2021, 2021])
    years = f"{first}–{last}" if last > first else str(first)
    yield f"**例 Example** ([{file}](../tests/examples/{file}), {years})\n"
    yield f"{data['story']['zh']}\n\n{data['story']['en']}\n"
    words = _Words(data)
    if given := [*_given(data, library, words)]:
        yield table(("已知 given", "数据 cells"), given)
    yield table(
        ("步骤 step", "算式 calculation"),
        [(f"{line['zh']}<br>{line['en']}", line.get("calc", "–")) for line in data["hand"]],
    )
    told = [(f"{name}.csv", name, rows) for name, rows in data.get("plan", {}).items()]
    told += [(f"表 `{name}`", name, rows) for name, rows in data.get("report", {}).items()]
    yield table(
        ("方案或报告 plan or report", "结果 cells"),
        [(f"{chinese(name)}<br>{file}", words.cells(row)) for file, name, rows in told for row in rows or []],
    )
    if twin := data.get("twin"):
        named = "、".join(_broken(name, library) for name in twin.get("breaks", [rule.id]))
        yield f"违规的改动 Violating twin: {twin['zh']} {twin['en']} → 复核指出 the audit names {named}\n"


def _broken(name: str, library: Library) -> str:
    return f"`{name}` {library.rules[name].zh}" if name in library.rules else f"`{name}`"


def _given(data: Mapping[str, Any], library: Library, words: _Words) -> Iterator[tuple[str, str]]:
    for name, value in (data.get("policy") or {}).items():
        parameter = library.parameters[name]
        bare = parameter.unit in ("ratio", "number") or (parameter.unit == "year" and int(value) > 1000)
        yield (
            f"政策参数<br>`{name}`",
            f"{parameter.zh} = {value}{'' if bare else ' ' + label(f'unit.{parameter.unit}')}",
        )
    settings = {**(data.get("header") or {}), **(data.get("scenario") or {})}
    if settings:
        yield "案例和场景<br>case and scenario", "；".join(_setting(key, value) for key, value in settings.items())
    for name, rows in (data.get("tables") or {}).items():
        for row in rows or []:
            yield f"{label(f'table.{name}')}<br>{name}", words.cells(row, name)


def _setting(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{chinese(key)} {key} = {'、'.join(f'{chinese(name)} {number}' for name, number in value.items())}"
    if key == "objectives":
        return f"{chinese(key)} {key} = {'、'.join(label(f'objective.{name}') for name in value)}"
    if isinstance(value, list):
        return f"{chinese(key)} {key} = {'、'.join(value)}"
    word = all_labels("zh").get(f"{key}.{value}", "") or _words().get(str(value), "")
    return f"{chinese(key)} {key} = {value}{f'（{word}）' if word else ''}"


class _Words:
    """Words for the ids of one example: its communities, works, funds and routes."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        tables = data.get("tables") or {}
        self._channels = {row.get("fund_id", row["channel"]): row["channel"] for row in tables.get("funds") or []}
        self._trades = {row["work_id"]: row["trade"] for row in tables.get("works") or [] if "trade" in row}
        self._routes = {row["route"]: row["name"] for row in tables.get("routes") or []}

    def cells(self, row: Mapping[str, Any], table_name: str = "") -> str:
        """`户数 households = 100，…`; columns of a case table where one is named, else of a plan."""
        return "，".join(self._cell(column, value, table_name) for column, value in row.items())

    def _cell(self, column: str, value: Any, table_name: str) -> str:
        name = dictionary()[table_name][column].zh if table_name else chinese(column)
        shown, word = _shown(column, value), self._word(column, value, table_name)
        return f"{name} {column} = {shown}{f'（{word}）' if word not in shown else ''}"

    def _word(self, column: str, value: Any, table_name: str) -> str:
        text = _key(value)
        if column in _NAMES_OF_PLACES:
            return _PLACES.get(text, "")
        if column == "work_id":
            return self._work(text)
        if column in ("fund_id", "fund", "bridged_by"):
            return self._fund(text)
        if column == "route":
            return self._routes.get(text, "")
        if table_name:
            of_case = dictionary()[table_name][column]
            return choice_label(of_case, text) if of_case.choices or of_case.base_type == "bool" else ""
        if column == "label":
            return row_words(text, "zh", fund=self._fund, place=lambda name: _PLACES.get(name, name))
        if column == "option":
            return self._option(text)
        if column == "values":
            return "、".join(self._fact(part) for part in text.split(";"))
        if column == "instrument_id":
            fund, *rest = text.split(".")
            return " ".join([self._fund(fund), *(_PLACES.get(part, part) for part in rest)])
        if isinstance(value, bool) or text in ("yes", "no"):
            return label(f"word.{text}")
        known = f"{_VALUES.get(column, column)}.{text}"
        return all_labels("zh").get(known, "") or _words().get(text, "")

    def _fund(self, fund: str) -> str:
        channel = self._channels.get(fund, fund)
        return label(f"channel.{channel}")

    def _work(self, work: str) -> str:
        site, _, name = work.partition(".")
        trade = self._trades.get(work, name)
        route = self._routes.get(name, "")
        return f"{_PLACES.get(site, site)}的{route or label(f'trade.{trade}')}"

    def _option(self, option: str) -> str:
        scope, _, start = option.partition("@")
        year, _, route = start.partition("~")
        tiers = "＋".join(label(f"tier.{tier}") for tier in scope.split("+"))
        return f"{tiers}，{year} 年开工" + (f"，{self._routes[route]}" if route else "")

    def _fact(self, part: str) -> str:
        key, _, value = part.partition("=")
        if key in _SHARES:
            shown = f"{100 * float(value):.1f}%"
        elif key == "route":
            shown = self._routes[value]
        elif key == "scope":
            shown = "＋".join(label(f"tier.{tier}") for tier in value.split("+"))
        elif value in ("yes", "no"):
            shown = label(f"word.{value}")
        else:
            shown = all_labels("zh").get(f"{key}.{value}", value)
        return f"{label(f'removed.{key}')} {shown}"


@cache
def _words() -> dict[str, str]:
    with _WORDS.open(encoding="utf-8") as file:
        return {row["key"]: row["zh"] for row in csv.DictReader(file)}


def chinese(key: str) -> str:
    """The Chinese name of a table, a column or a key. Raises KeyError for one that `rules_words.csv` lacks."""
    return _words()[key]


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _shown(column: str, value: Any) -> str:
    counted = isinstance(value, int) and not isinstance(value, bool)
    of_calendar = column == "year" or (column.endswith("_year") and not column.endswith("per_year"))
    return f"{value:,}" if counted and not of_calendar else _key(value)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)
