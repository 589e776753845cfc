"""A case with the overrides of a scenario laid over it, and what they changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiugai.errors import Locator, Problem, ScenarioError
from jiugai.inputs.header import Header, header_problems, make_header
from jiugai.inputs.override import Change, Override, shown, unchanged
from jiugai.inputs.overrides.edit import Edit
from jiugai.inputs.tables import Table
from jiugai.inputs.vocabulary import nearest

#: keys of the header that a scenario may change; the others say how the case is to be read
HEADER_KEYS = ("place", "first_year", "last_year", "programme", "borrow", "targets", "debt_tier")


@dataclass(frozen=True)
class Stated:
    """Header and tables of a case, and which override set a key of the header."""

    header: Header
    tables: dict[str, Table]
    set_by: Mapping[str, Override]


def with_overrides(stated: Stated, overrides: Sequence[Override]) -> tuple[Stated, list[Change]]:
    """The case after the overrides, each applied to the case as it was before all of them: their order means nothing.

    Raises `ScenarioError` for a path that leads nowhere, a value that does not fit, two overrides of one cell, and an
    override that changes nothing.
    """
    edits = {name: Edit(table, stated.header.money_unit) for name, table in stated.tables.items()}
    problems: list[Problem] = []
    of_header: list[Override] = []
    for override in overrides:
        name, _, tail = override.rest.partition(".")
        try:
            if name in edits and tail:
                edits[name].take(override, tail)
            elif name in HEADER_KEYS and not tail:
                of_header.append(override)
            else:
                raise override.wrong(*_nowhere(name, stated.tables))
        except ScenarioError as error:
            problems.extend(error.problems)
    changes = [change for edit in edits.values() for change in edit.changes(problems)]
    header = stated.header
    if of_header:
        header, told = _with_header(stated.header, of_header, problems)
        changes += told
    if problems:
        raise ScenarioError(problems)
    set_by = {**stated.set_by, **{override.rest: override for override in of_header}}
    order = {override.path: place for place, override in enumerate(overrides)}
    changes.sort(key=lambda change: order[change.by.path])
    return Stated(header, {name: edit.table() for name, edit in edits.items()}, set_by), changes


def _nowhere(name: str, tables: Mapping[str, Table]) -> tuple[str, str]:
    known = [*tables, *HEADER_KEYS]
    if name in tables:
        return "只有表名：后面应有主键和列名", "only names the table: a key and a column must follow"
    if name in HEADER_KEYS:
        return "应整项改写", "must be set as a whole"
    near = nearest(name, known)
    zh, en = f"案例中没有可改的“{name}”", f"nothing in a case that can be changed is called '{name}'"
    if near:
        return f"{zh}，是否为 {near}", f"{en}; did you mean {near}?"
    return f"{zh}；可用：{'、'.join(known)}", f"{en}; there are: {', '.join(known)}"


def _with_header(header: Header, overrides: Sequence[Override], problems: list[Problem]) -> tuple[Header, list[Change]]:
    by_key = {override.rest: override for override in overrides}
    old = header.to_yaml()
    new = {**old, **{key: override.value for key, override in by_key.items()}}

    def place(key: str, value: object) -> Locator:
        return by_key[key].at(value) if key in by_key else overrides[0].at()

    found = header_problems(new, place)
    problems.extend(found)
    if found:
        return header, []
    now = make_header(new).to_yaml()
    changes = []
    for key, override in by_key.items():
        was, is_now = (shown(raw[key]) if raw.get(key) else "" for raw in (old, now))
        if was == is_now:
            problems.append(unchanged(override, was))
        changes.append(Change(override.path, was, is_now, override))
    return make_header(new), changes
