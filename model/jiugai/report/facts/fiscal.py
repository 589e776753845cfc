"""Fiscal capacity (财政承受能力): room of the two budgets year by year, what the plan takes of it, and a conclusion."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from jiugai.finance import fiscal_room
from jiugai.report.book import Book
from jiugai.report.facts.assumptions import stated_on
from jiugai.report.facts.debts import debt_years, service_by_year
from jiugai.report.facts.routes import running_at_last, running_by_year

PASS, CONDITIONAL, FAIL, UNTESTED = "pass", "conditional", "fail", "untested"
_WORTH_SAYING = 100  # yuan


@dataclass(frozen=True)
class FiscalYear:
    """One plan year in whole yuan: the county's general budget, then its fund budget (`fund_`).

    room = revenue and usable transfers − guarantees, rigid spending and service of existing debt; negative where
    inherited duties already exceed the money. `continuing` goes to projects in progress, `added` to new starts and to
    the service of the bonds the plan draws, the services bought for them (F21) and running what they build; `services`
    are services and running subsidies due in any case, off the room; `fund_bonds` is what special bonds cost beyond
    their revenue. `advanced` goes out for late money, less what comes back (in a year with
    room). balance = room − all of the plan.
    """

    year: int
    local_revenue: int
    transfers_usable: int
    transfers_in: int
    carry_over: int
    remitted_up: int
    three_guarantees: int
    other_rigid: int
    service: int
    services: int
    room: int
    continuing: int
    added: int
    advanced: int
    fund_revenue_net: int
    fund_service: int
    fund_room: int
    fund_taken: int
    fund_bonds: int
    state: str
    fund_state: str

    @property
    def taken(self) -> int:
        return self.continuing + self.added + self.advanced

    @property
    def balance(self) -> int:
        return self.room - self.taken

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.taken, self.room) if self.room > 0 else None

    @property
    def fund_balance(self) -> int:
        return self.fund_room - self.fund_taken

    @property
    def fund_share(self) -> Fraction | None:
        return Fraction(self.fund_taken, self.fund_room) if self.fund_room > 0 else None


@dataclass(frozen=True)
class Capacity:
    """The conclusion over the plan years: 通过 / 有条件 / 不通过, with what speaks against a plain pass.

    A convention of this report, no rule of law. fail: a limit of the plan does not hold. conditional: every limit
    holds, but a budget was beyond its means before the plan (`inherited`: year → yuan), county money rests on money
    only applied for (`applied`), or debt service (`later`) or running subsidies (`running`, yuan a year) fall due after
    the years whose budget is known.
    untested: every limit holds against a budget that the case only assumes.
    """

    state: str
    broken: tuple[int, ...]
    inherited: dict[int, int]
    applied: int
    later: int
    running: int = 0


def fiscal_years(book: Book) -> list[FiscalYear]:
    service, special = _existing_service(book)
    money, bonds = _county_money(book), service_by_year(book)
    running, begun = running_by_year(book, "new"), running_by_year(book, "continuing")
    shown: dict[tuple[str, int], int] = defaultdict(int)
    shown |= {(row["indicator"], row["year"]): row["value"] for row in book.plan_rows("indicators")}
    out, back = (_advances(book, column) for column in ("drawn_year", "repaid_year"))
    indebted, broken, assumed = _over_limit(book), set(_broken(book)), stated_on("fiscal", book)
    years = []
    for row in book.case_rows("fiscal"):
        year = row["year"]
        if year not in book.years:
            continue
        standing, left = shown["service_standing", year] + begun[year], shown["bond_shortfall", year]
        room = fiscal_room(row, service[year] + standing, special[year])
        names = (
            "local_revenue", "transfers_usable", "transfers_in", "carry_over", "remitted_up", "three_guarantees",
            "other_rigid", "fund_revenue_net",
        )  # fmt: skip
        continuing = money["general", "continuing", year]
        added = money["general", "new", year] + bonds.get(year, {"bond": 0})["bond"] + shown["service_added", year]
        added += running[year]
        advanced = out[year] - (back[year] if room.general > 0 else 0)
        taken = continuing + added + advanced
        fund_taken = money["fund", "continuing", year] + money["fund", "new", year] + left
        years.append(
            FiscalYear(
                year=year,
                service=service[year],
                services=standing,
                room=room.general,
                continuing=continuing,
                added=added,
                advanced=advanced,
                fund_service=special[year],
                fund_room=room.fund,
                fund_taken=fund_taken,
                fund_bonds=left,
                state=FAIL if year in broken else _state(taken, room.general, assumed, year in indebted),
                fund_state=_state(fund_taken, room.fund, assumed, year in over_limit("s", book)),
                **{name: row[name] for name in names},
            )
        )
    return years


def _state(taken: int, room: int, assumed: bool, inherited: bool = False) -> str:
    if taken > max(room, 0):
        return FAIL
    if assumed:
        return UNTESTED
    return CONDITIONAL if room < 0 or inherited else PASS


def _over_limit(book: Book) -> set[int]:
    """Years in which general debt from before the plan exceeds its limit."""
    return over_limit("g", book)


def over_limit(kind: str, book: Book) -> set[int]:
    """Years in which debt from before the plan exceeds its limit; kind `g` general, `s` special."""
    years = set()
    for year in debt_years(book):
        limit = getattr(year, f"{kind}_limit")
        if limit is not None and getattr(year, f"{kind}_closing") - getattr(year, f"{kind}_new_closing") > limit:
            years.add(year.year)
    return years


def _existing_service(book: Book) -> tuple[dict[int, int], dict[int, int]]:
    """year → cash principal and interest of existing general and special debt."""
    kinds = {row["instrument_id"]: row["debt_type"] for row in book.case_rows("debts")}
    paid: dict[str, dict[int, int]] = {name: defaultdict(int) for name in ("general", "special")}
    for row in book.plan_rows("debt"):
        if not row["fund_id"]:
            paid[kinds[row["instrument_id"]]][row["year"]] += row["principal_yuan"] + row["interest_yuan"]
    return paid["general"], paid["special"]


def _county_money(book: Book) -> dict[tuple[str, str, int], int]:
    """(budget, decision, year) → county grants."""
    decisions = {site.id: site.decision for site in book.sites}
    money: dict[tuple[str, str, int], int] = defaultdict(int)
    for payment in book.payments:
        if payment.level == "county" and payment.instrument == "grant":
            money[payment.budget, decisions[payment.community], payment.cash_year] += payment.yuan
    return money


def _advances(book: Book, column: str) -> dict[int, int]:
    """Year in `column` of bridges.csv → yuan."""
    money: dict[int, int] = defaultdict(int)
    for row in book.plan_rows("bridges"):
        money[row[column]] += row["yuan"]
    return money


def _inherited(book: Book) -> dict[int, int]:
    return {
        row["year"]: row["value"]
        for row in book.plan_rows("indicators")
        if row["indicator"] == "inherited_breach" and row["value"] >= _WORTH_SAYING
    }


def _broken(book: Book) -> list[int]:
    """Years in which a limit on debt or county money does not hold."""
    return sorted({row["year"] for row in book.plan_rows("indicators") if row["kind"] == "limit" and not row["ok"]})


def capacity(book: Book) -> Capacity:
    applied = book.paid(lambda payment: payment.level == "county" and payment.status == "applied")
    later = sum(line["bond"] for year, line in service_by_year(book).items() if year > book.years[-1])
    running = running_at_last(book)
    broken, inherited = tuple(_broken(book)), _inherited(book)
    if broken or not stated_on("fiscal", book):
        state = FAIL if broken else CONDITIONAL if inherited or applied or later or running else PASS
    else:
        state = UNTESTED
    return Capacity(state, broken, inherited, applied, later, running)
