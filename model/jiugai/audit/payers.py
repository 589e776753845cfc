"""Who may pay what: every line of section 3.3, for each fund and work of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from jiugai.audit.facts import ANY, PIPELINES, Community, Facts, Fund, FundRule, Work
from jiugai.audit.report import Book

DATA = "model#fund-rules"

_REASON = {
    DATA: ("该资金的使用范围（fund_rules）不含此工程", "the fund's own rules do not cover this work"),
    "F1": (
        "中央财政补助只付工程、设备和预备费",
        "the central subsidy pays construction, equipment and contingency only",
    ),
    "F2": ("中央预算内投资只付建安工程", "central-budget investment pays construction only"),
    "F6": ("部门专项资金只付其写明的专业", "a sector fund pays only the trades it names"),
    "F9": (
        "线缆由专营单位负责，专营单位只付管线专业",
        "cables are utility work, and utilities pay pipeline trades only",
    ),
    "F19": ("只付本计划年度开工的项目", "the fund pays only starts of its plan year"),
    "E1": ("建成年份晚于上级资金的年限", "built later than upper-level money allows"),
    "D6": ("贷款只用于有净收益且收益已表决的工程", "a loan pays only works with net revenue and a passed vote"),
}


def _matches(rule: FundRule, work: Work, named_trade: bool) -> bool:
    return (
        rule.trade in ((work.trade,) if named_trade else (ANY, work.trade))
        and rule.tier in (ANY, work.tier)
        and rule.part in (ANY, work.part)
        and rule.cost_part in (ANY, work.cost_part)
    )


def conditions(
    book: Book, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool
) -> Iterator[tuple[str, bool]]:
    """(rule, holds) for every condition of section 3.3 that concerns this fund and work.

    `start`: start year of the option; `continuing` options are exempt from E1.
    """
    community: Community = facts.communities[work.community_id]
    rules = facts.fund_rules.get(fund.fund_id, ())
    if rules:
        yield DATA, any(_matches(rule, work, False) for rule in rules)
    if fund.channel == "central_fiscal" and book.on("F1"):
        yield "F1", work.cost_part in ("construction", "equipment", "contingency")
    if fund.channel == "central_investment" and book.on("F2"):
        yield "F2", work.cost_part == "construction"
    if fund.channel == "sector" and book.on("F6"):
        yield "F6", any(_matches(rule, work, True) for rule in rules)
    if book.on("F9") and (work.part == "network" or fund.kind == "utility"):
        is_utility = fund.kind == "utility"
        yield "F9", is_utility and work.trade in PIPELINES
    if fund.plan_year is not None and book.on("F19"):
        yield "F19", start == fund.plan_year
    if fund.kind in ("central", "provincial") and not continuing and book.on("E1"):
        latest = facts.param("eligibility.built_by", start)
        yield "E1", latest is None or community.built_year <= latest
    if fund.channel == "loan" and book.on("D6"):
        yield "D6", work.net_revenue_per_year > 0 and work.revenue_vote_passed


def payable(book: Book, facts: Facts, work: Work, start: int, continuing: bool) -> bool:
    """Whether at least one fund may pay the work of an option that starts in `start`."""
    return any(
        all(holds for _, holds in conditions(book, facts, fund, work, start, continuing))
        for fund in facts.funds.values()
    )


def check_payers(
    book: Book, facts: Facts, starts: dict[str, tuple[int, bool]], payments: set[tuple[str, str, str]]
) -> None:
    """Each (community, work, fund) of funding.csv is allowed. `starts`: community → (start year, continuing)."""
    for community_id, work_id, fund_id in sorted(payments):
        work = facts.works.get(work_id)
        if work is None or community_id not in starts:
            continue  # money without a cost: full funding says so
        start, continuing = starts[community_id]
        where = f"funding.csv(community_id={community_id}, work_id={work_id}, fund_id={fund_id})"
        for rule, holds in conditions(book, facts, facts.funds[fund_id], work, start, continuing):
            book.count(rule)
            if not holds:
                zh, en = _REASON[rule]
                book.fail(rule, f"{where}：{zh}", f"{where}: {en}")
