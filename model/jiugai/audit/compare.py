"""Comparing a table of the plan with the one the audit has recomputed, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from jiugai.audit.report import Book

Value = str | int | bool | Decimal | None
Row = Mapping[str, Value]
Key = tuple[str | int, ...]


def amount(value: Value) -> str:
    """A value as a reader wants it: amounts with thousands separators, nothing as （空）.

    >>> amount(1234567), amount(Decimal("10.50")), amount(None), amount("basic")
    ('1,234,567', '10.50', '（空）', 'basic')
    """
    if value is None or value == "":
        return "（空）"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int | Decimal) else value


def place(table: str, names: tuple[str, ...], key: Key) -> str:
    """Where a row stands.

    >>> place("funds", ("fund_id", "year"), ("bond", 2021))
    'funds.csv(fund_id=bond, year=2021)'
    """
    return f"{table}.csv({', '.join(f'{name}={value}' for name, value in zip(names, key, strict=True))})"


def compare(
    book: Book,
    table: str,
    names: tuple[str, ...],
    found: Mapping[Key, Row],
    due: Mapping[Key, Row],
    rule: Callable[[Key, str], str],
    may_lack: Callable[[Row], bool] = lambda row: False,
) -> None:
    """Every due row stands in the plan with every due value, and no other row stands there.

    `rule(key, column)` says under which rule a difference is reported (column "" for a whole row).
    A due row for which `may_lack` holds may be absent.
    """
    for key in sorted(set(found) | set(due)):
        where = place(table, names, key)
        if key not in found:
            if not may_lack(due[key]):
                book.count(rule(key, ""))
                told = "，".join(f"{name} {amount(value)}" for name, value in due[key].items())
                book.fail(rule(key, ""), f"{where}：缺少此行，应为 {told}", f"{where}: row missing, should be {told}")
            continue
        if key not in due:
            book.count(rule(key, ""))
            told = "，".join(f"{name} {amount(value)}" for name, value in found[key].items())
            book.fail(
                rule(key, ""), f"{where}：不应有此行（{told}）", f"{where}: this row should not be there ({told})"
            )
            continue
        for column, right in due[key].items():
            _compare_cell(book, rule(key, column), where, column, found[key][column], right)


def _compare_cell(book: Book, rule: str, where: str, column: str, value: Value, right: Value) -> None:
    is_amount = _is_amount(value) and _is_amount(right)
    off = abs(Fraction(value) - Fraction(right)) if is_amount else Fraction(0)  # type: ignore[arg-type]
    book.count(rule, margin=-off if off else None)
    if off or (not is_amount and value != right):
        unit = (" 元", " yuan") if column.endswith("_yuan") else ("", "")
        book.fail(
            rule,
            f"{where}：{column} 为 {amount(value)}{unit[0]}，复算应为 {amount(right)}{unit[0]}",
            f"{where}: {column} is {amount(value)}{unit[1]}, recomputed {amount(right)}{unit[1]}",
        )


def _is_amount(value: Value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
