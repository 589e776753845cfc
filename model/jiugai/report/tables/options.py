"""The tables of a comparison beside T12: what was changed, what differs, whose money, and what of it is proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from jiugai.analysis.compare import trade
from jiugai.analysis.compare.differences import KINDS
from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.moves import COUNTED, against, in_short, moved
from jiugai.report.facts.options import verdict_text
from jiugai.report.formats import DASH, Value
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.tables.plain import column, origin, plain_table
from jiugai.report.wording import drawn, say

_Line = tuple[Value, ...]
_NAMED = 8  # communities named in a cell; of more, the first ones


def number_text(value: Decimal | None) -> str:
    """A value of an objective: whole numbers as such, others with up to four decimals.

    >>> number_text(Decimal("12104")), number_text(Decimal("313.8076")), number_text(None)
    ('12,104', '313.8076', '–')
    """
    if value is None:
        return DASH
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def trade_table(book: Book) -> list[Grid]:
    """The numbers of the chart."""
    found, lang = book.comparison, book.lang
    if found is None:
        return []
    shown = trade(found)
    columns = [
        Column("number", (label("column.number", lang),), "number"),
        Column("option", (label("column.option", lang),), "name"),
        Column("borne", (drawn(f"trade.{shown.borne}", lang), label("column.final", lang)), "value"),
        Column("borne_bound", (drawn(f"trade.{shown.borne}", lang), drawn("trade.bound", lang)), "value"),
        Column("reached", (drawn(f"trade.{shown.reached}", lang), label("column.final", lang)), "value"),
        Column("reached_bound", (drawn(f"trade.{shown.reached}", lang), drawn("trade.bound", lang)), "value"),
    ]
    order = {name: place for place, name in enumerate(found.names, start=1)}
    rows = [
        Row(
            (
                order[point.scenario], found.title(point.scenario, lang), number_text(point.borne),
                number_text(point.borne_bound), number_text(point.reached), number_text(point.reached_bound),
            )
        )
        for point in shown.points
    ]  # fmt: skip
    notes = [say("option_trade.note", lang), origin("objectives.csv, scenarios.csv", book)]
    return [Grid("option_trade", say("option_trade.title", lang), columns, rows, notes)]


def changes_table(book: Book) -> list[Grid]:
    found = book.comparison
    lines = [
        (_title(row.scenario, book), _setting(row.path, book), row.path, _given(row.old, book), _given(row.new, book))
        for row in (found.tables.changes if found else ())
        if found and row.scenario != found.base
    ]
    columns = [("option", "name"), ("setting", "text"), ("path", "code"), ("old", "value"), ("new", "value")]
    return plain_table("option_changes", columns, lines, "changes.csv", book, say("option_changes.note", book.lang))


def _setting(path: str, book: Book) -> str:
    """What a path sets, in words: a parameter of the policy, a table of the case, a part of the question."""
    room, _, rest = path.partition(".")
    if room == "policy" and rest:
        parameter = book.study.policy.library.parameters.get(rest)
        return "" if parameter is None else str(getattr(parameter, book.lang))
    if room == "case" and rest:
        return say("setting.of_case", book.lang)
    return say(f"setting.{room}", book.lang)


def _given(text: str, book: Book) -> str:
    return text or label("word.blank", book.lang)


def moves_table(book: Book) -> list[Grid]:
    """Every scenario against the base in a line."""
    found, lang = book.comparison, book.lang
    lines: list[_Line] = [
        (it.name, len(it.enters), _named(it.enters, lang), len(it.leaves), _named(it.leaves, lang),
         *(it.counts[what] for what in COUNTED), it.money)
        for it in (in_short(found, lang) if found else ())
    ]  # fmt: skip
    columns = [
        ("option", "name"), ("enter", "int"), ("enter_names", "long"), ("leave", "int"), ("leave_names", "long"),
        ("other_year", "int"), ("other_tier", "int"), ("other_payers", "int"), ("money_change", "wan"),
    ]  # fmt: skip
    note = say("option_moves.note", lang, base=_base(book))
    return plain_table("option_moves", columns, lines, "differences.csv, totals.csv", book, note)


def _named(names: Sequence[str], lang: str) -> str:
    more = label("word.and_more", lang).format(count=len(names)) if len(names) > _NAMED else ""
    return (say("list.comma", lang).join(names[:_NAMED]) + more) if names else DASH


def sites_table(book: Book) -> list[Grid]:
    """Community by community, and the money by kind, new less old; the subtotals are those of totals.csv."""
    lang = book.lang
    kinds = [kind for kind in KINDS if any(row.kind == kind for row in _rows(book, "payments"))]
    columns = [
        column("community", "name", lang), column("moved", "long", lang), column("money_change", "wan", lang),
        *(Column(kind, (drawn("option_sites.kinds", lang), label(f"kind.{kind}", lang)), "wan") for kind in kinds),
    ]  # fmt: skip

    def lines(name: str) -> Iterable[_Line]:
        for it in moved(name, book):
            yield (it.name, it.told, it.total, *(it.by_kind.get(kind, 0) for kind in kinds))

    notes = [say("option_sites.note", lang, base=_base(book)), origin("differences.csv, payments.csv", book)]
    return _grouped("option_sites", columns, lines, notes, book, _others(book), range(2, len(columns)))


def totals_table(book: Book) -> list[Grid]:
    """What each fund pays in all, old and new."""
    lang = book.lang
    columns = [
        column("fund", "name", lang), column("kind", "text", lang), column("old", "wan", lang),
        column("new", "wan", lang), column("difference", "wan", lang),
    ]  # fmt: skip

    def lines(name: str) -> Iterable[_Line]:
        for row in _rows(book, "totals"):
            if row.scenario == name:
                kind = label(f"kind.{row.kind}", lang)
                yield row.fund, kind, row.old_yuan, row.new_yuan, row.difference_yuan

    notes = [say("option_totals.note", lang, base=_base(book)), origin("totals.csv", book)]
    return _grouped("option_totals", columns, lines, notes, book, _others(book), range(2, 5))


def _grouped(
    name: str,
    columns: Sequence[Column],
    lines: Callable[[str], Iterable[_Line]],
    notes: Sequence[str],
    book: Book,
    scenarios: Sequence[str],
    summed: Sequence[int] = (),
) -> list[Grid]:
    """The lines of every scenario under its title, with a subtotal; none where no scenario has a line."""
    rows: list[Row] = []
    for scenario in scenarios:
        mine = list(lines(scenario))
        if not mine:
            continue
        rows.append(Row((_title(scenario, book), *[None] * (len(columns) - 1)), "group"))
        rows += [Row(line) for line in mine]
        if summed:
            rows.append(_subtotal(mine, summed, len(columns), book.lang))
    return [Grid(name, say(f"{name}.title", book.lang), columns, rows, notes, dense=True)] if rows else []


def _subtotal(lines: Sequence[_Line], summed: Sequence[int], width: int, lang: str) -> Row:
    sums: list[Value] = [label("word.subtotal", lang), *[None] * (width - 1)]
    for place in summed:
        sums[place] = sum(value for line in lines if isinstance(value := line[place], int))
    return Row(tuple(sums), "subtotal")


def _others(book: Book) -> list[str]:
    return against(book.comparison) if book.comparison else []


def pairs_table(book: Book) -> list[Grid]:
    """The verdict on every two plans, with the ranges it rests on."""
    found, lang = book.comparison, book.lang
    lines = [
        (
            verdict_text(pair, found, lang), label(f"objective.{pair.objective}", lang) if pair.objective else DASH,
            _range(pair.one_value, pair.one_bound), _range(pair.other_value, pair.other_bound),
        )
        for pair in (found.tables.pairs if found else ())
        if found
    ]  # fmt: skip
    columns = [("verdict", "long"), ("objective", "text"), ("range_one", "value"), ("range_other", "value")]
    return plain_table("option_pairs", columns, lines, "pairs.csv", book, say("option_pairs.note", lang))


def _range(value: Decimal | None, bound: Decimal | None) -> str:
    """From the value reached to the bound that no plan passes."""
    if value is None or bound is None or value == bound:
        return number_text(value)
    return f"{number_text(min(value, bound))}–{number_text(max(value, bound))}"


def objectives_table(book: Book) -> list[Grid]:
    """Every objective of every plan: the value when its stage ended, the bound, and the value of the finished plan."""
    lang = book.lang
    columns = [
        column(key, shape, lang)
        for key, shape in (
            ("objective", "name"), ("objective_value", "value"), ("bound", "value"), ("proven", "text"),
            ("final", "value"),
        )
    ]  # fmt: skip

    def lines(name: str) -> Iterable[_Line]:
        for row in _rows(book, "objectives"):
            if row.scenario == name:
                told = label(f"word.{'yes' if row.proven else 'no'}", lang)
                numbers = (number_text(row.value), number_text(row.bound), told, number_text(row.final))
                yield (label(f"objective.{row.objective}", lang), *numbers)

    notes = [say("objectives.note", lang), origin("objectives.csv", book)]
    return _grouped(
        "option_objectives", columns, lines, notes, book, book.comparison.planned if book.comparison else ()
    )


def plans_table(book: Book) -> list[Grid]:
    """What each scenario asks, in which folder its plan is, and the fingerprint of the plan."""
    found = book.comparison
    lines = [
        (_title(name, book), entry["question"], str(entry["folder"]), entry["as_of"], str(entry["plan"]) or DASH)
        for name in (found.names if found else ())
        if found and (entry := found.scenario(name))
    ]
    columns = [("option", "name"), ("question", "long"), ("folder", "code"), ("as_of", "text"), ("plan_hash", "code")]
    return plain_table("option_plans", columns, lines, "compare.json", book, say("option_plans.note", book.lang))


def failed_table(book: Book) -> list[Grid]:
    """Why a scenario has no plan; none where all have one."""
    found, lang = book.comparison, book.lang
    lines = [
        (_title(row.scenario, book), label(f"state.{row.state}", lang), str(problem[lang]))
        for row in _rows(book, "scenarios")
        if found
        for problem in found.scenario(row.scenario)["problems"]
    ]
    columns = [("option", "name"), ("result", "text"), ("reason", "long")]
    return plain_table("option_failed", columns, lines, "compare.json", book, say("option_failed.note", lang))


def _rows(book: Book, table: str) -> Sequence[Any]:
    return () if book.comparison is None else getattr(book.comparison.tables, table)


def _title(scenario: str, book: Book) -> str:
    assert book.comparison is not None
    return book.comparison.title(scenario, book.lang)


def _base(book: Book) -> str:
    return "" if book.comparison is None else _title(book.comparison.base, book)


TABLES: dict[str, Callable[[Book], list[Grid]]] = {
    "option_failed": failed_table,
    "option_trade": trade_table,
    "option_changes": changes_table,
    "option_moves": moves_table,
    "option_sites": sites_table,
    "option_totals": totals_table,
    "option_pairs": pairs_table,
    "option_objectives": objectives_table,
    "option_plans": plans_table,
}
