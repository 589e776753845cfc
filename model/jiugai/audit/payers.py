"""Who may pay what: every line of section 3.3, for each fund and work of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from jiugai.audit.facts import Facts
from jiugai.audit.records import Fund, Work
from jiugai.audit.report import Book

DATA = "model#fund-rules"
_OUTSIDE = ("该资金的使用范围（fund_rules）不含此工程", "the fund's own rules do not cover this work")


def conditions(
    book: Book, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool
) -> Iterator[tuple[str, bool]]:
    """(rule, holds) for every condition of section 3.3 that concerns this fund and work.

    `start`: start year of the option; `continuing`: its community is in progress.
    """
    rules = facts.fund_rules.get(fund.fund_id, ())
    if rules:
        yield DATA, any(rule.covers(work) for rule in rules)
    for check in book.payers:
        allowed = check.may_pay(facts, fund, work, start, continuing)
        if allowed is not None:
            yield check.id, allowed


def payable(
    book: Book,
    facts: Facts,
    work: Work,
    start: int,
    years: Iterable[int],
    completion: int,
    closed: Callable[[Fund], bool] | None = None,
) -> bool:
    """Whether for each of `years` a fund, not `closed`, may pay the work of a new option, `start` to `completion`."""
    funds = [fund for fund in _payers(book, facts, work, start) if closed is None or not closed(fund)]
    return all(
        any(all(check.in_time(facts, fund, year, completion) is not False for check in book.times) for fund in funds)
        for year in years
    )


def _payers(book: Book, facts: Facts, work: Work, start: int) -> tuple[Fund, ...]:
    """The funds that may pay the work of a new option; asked again for every option that has the work."""
    if (work, start) not in book.payers_of:
        book.payers_of[work, start] = tuple(
            fund
            for fund in facts.funds.values()
            if all(holds for _, holds in conditions(book, facts, fund, work, start, False))
        )
    return book.payers_of[work, start]


def check_payers(
    book: Book, facts: Facts, starts: dict[str, tuple[int, bool]], payments: set[tuple[str, str, str]]
) -> None:
    """Each (community, work, fund) of funding.csv is allowed. `starts`: community → (start year, continuing)."""
    refusals = {DATA: _OUTSIDE} | {check.id: check.refusal for check in book.payers}
    for community_id, work_id, fund_id in sorted(payments):
        work = facts.works.get(work_id)
        if work is None or community_id not in starts:
            continue  # money without a cost: full funding says so
        start, continuing = starts[community_id]
        where = f"funding.csv(community_id={community_id}, work_id={work_id}, fund_id={fund_id})"
        for rule, holds in conditions(book, facts, facts.funds[fund_id], work, start, continuing):
            book.count(rule)
            if not holds:
                zh, en = refusals[rule]
                book.fail(rule, f"{where}：{zh}", f"{where}: {en}")
