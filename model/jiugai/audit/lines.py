"""constraints.csv as the audit's own list: every line of section 3.7, recomputed and held against the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.county_lines import budgets, debt_limits, loans
from jiugai.audit.envelopes import has_envelope
from jiugai.audit.facts import PIPELINES, YUAN_PER_WAN, Work
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.report import Book
from jiugai.audit.tables import Cell, Claims
from jiugai.money import cents
from jiugai.plan import KEYS

BINDING_YUAN = 100

_NAME = {
    "D1": ("政府一般债务限额与新增额度", "general-debt limit and quota"),
    "D6": ("贷款覆盖倍数与资本金", "loan cover and capital"),
    "D8": ("县级可用财力", "fiscal room of the county"),
    "F1": ("中央补助用于基础类的最低比例", "least share of the central subsidy for basic works"),
    "F10": ("居民出资上限", "cap of residents' money"),
    "F15": ("资金额度", "allotment"),
    "F2": ("中央预算内投资占建安投资的上限", "central investment within construction cost"),
    "F7": ("资金等于造价", "money equals cost"),
    "F9": ("管线专营单位最低出资", "least share of utilities"),
    "S8": ("在建项目的承诺资金", "committed money of works in progress"),
}


def _central_fiscal(ledger: Ledger) -> Found:
    facts = ledger.facts
    share = facts.param("central.basic_min_share", facts.first)
    for fund in facts.funds.values():
        if fund.channel == "central_fiscal" and share is not None:
            of_fund = [cell for cell in ledger.cells if cell.fund_id == fund.fund_id and cell.yuan]
            basic = sum(cell.yuan for cell in of_fund if facts.works[cell.work_id].tier == "basic")
            total = sum(cell.yuan for cell in of_fund)
            yield f"fund={fund.fund_id}", Line(basic, ">=", share * total, len(of_fund))


def _central_investment(ledger: Ledger) -> Found:
    facts = ledger.facts
    share = facts.ratio("central_investment.max_share", facts.first, 1)

    def by_fund(cell: Cell) -> Key | None:
        invests = ledger.channel(cell) == "central_investment"
        return (cell.fund_id, ledger.project(cell.community_id)) if invests else None

    paid, cells = ledger.grouped(by_fund), ledger.counted(by_fund)
    built = ledger.cost(
        lambda work, year: (ledger.project(work.community_id),) if work.cost_part == "construction" else None
    )
    for (fund_id, project), yuan in paid.items():
        line = Line(yuan, "<=", share * built.get((project,), 0), cells[(fund_id, project)])
        if yuan:
            yield f"fund={fund_id};project={project}", line


def _full_funding(ledger: Ledger) -> Found:
    paid = ledger.grouped(lambda cell: (cell.community_id, cell.cost_year))
    cost = ledger.cost(lambda work, year: (work.community_id, year))
    for community_id, year in sorted(set(paid) | set(cost)):
        key = (community_id, year)
        yield f"community={community_id};year={year}", Line(paid.get(key, 0), "=", cost.get(key, 0))


def utility_lines(ledger: Ledger) -> Iterator[tuple[str, int, Line]]:
    """F9 by trade and year: (trade, year, line)."""
    facts = ledger.facts

    def shared(work: Work, year: int) -> Key | None:
        return (work.trade, year) if work.trade in PIPELINES and work.part in ("civil", "whole") else None

    def by_utility(cell: Cell) -> Key | None:
        return shared(facts.works[cell.work_id], cell.cost_year) if cell.kind == "utility" else None

    paid, cells, cost = ledger.grouped(by_utility), ledger.counted(by_utility), ledger.cost(shared)
    for trade in PIPELINES:
        for year in facts.years:
            share = facts.param("utility.min_share", year)
            if share is not None:
                key = (trade, year)
                limit = share * cost.get(key, 0)
                yield trade, year, Line(paid.get(key, 0), ">=", limit, cells.get(key, 0), soft=True)


def _utilities(ledger: Ledger) -> Found:
    for trade, year, line in utility_lines(ledger):
        yield f"trade={trade};year={year}", line


def resident_caps(ledger: Ledger) -> dict[str, int]:
    """F10: community → the most its residents bring over all plan years, yuan, rounded down."""
    facts, picks = ledger.facts, ledger.scheme.picks
    years = {site: facts.first if pick.continuing else pick.start for site, pick in picks.items()}
    asked: defaultdict[str, Fraction] = defaultdict(Fraction)
    for (site, work, _), yuan in ledger.scheme.cost.items():
        asked[site] += facts.ratio(f"resident.asked_share.{facts.works[work].tier}", years[site], 0) * yuan
    caps: dict[str, int] = {}
    for site, year in years.items():
        community = facts.communities[site]
        cap = asked[site] * community.consent_rate * facts.ratio("resident.collection_rate", year, 0)
        capacity = facts.param("resident.capacity_per_household", year)
        if capacity is not None:
            cap = min(cap, capacity * YUAN_PER_WAN * community.households * community.consent_rate)
        caps[site] = int(cap // 1)
    return caps


def _residents(ledger: Ledger) -> Found:
    paid = ledger.grouped(lambda cell: (cell.community_id,) if cell.kind == "resident" else None)
    if not any(fund.kind == "resident" for fund in ledger.facts.funds.values()):
        return
    caps = resident_caps(ledger)
    for site in ledger.facts.communities:
        yield f"community={site}", Line(paid.get((site,), 0), "<=", caps.get(site, 0))


def _allotments(ledger: Ledger) -> Found:
    for fund in ledger.facts.funds.values():
        if not has_envelope(ledger.facts, fund):
            continue
        allotments = ledger.facts.allotments.get(fund.fund_id, {})
        for year in ledger.facts.years:
            used = ledger.roll.used_of.get((fund.fund_id, year), 0)
            yield f"fund={fund.fund_id};year={year}", Line(used, "<=", allotments.get(year, 0))


def _commitments(ledger: Ledger) -> Found:
    facts = ledger.facts
    paid = ledger.grouped(lambda cell: (cell.community_id, cell.fund_id, cell.cost_year))
    promised: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for promise in facts.commitments:
        work = facts.works.get(promise.work_id)
        if work is not None and facts.communities[work.community_id].stage == "in_progress":
            promised[(work.community_id, promise.fund_id, promise.year)] += promise.committed
    for (community_id, fund_id, year), committed in promised.items():
        if year in facts.years and committed:
            line = Line(paid.get((community_id, fund_id, year), 0), ">=", committed)
            yield f"community={community_id};fund={fund_id};year={year}", line


_LINES: dict[str, Callable[[Ledger], Found]] = {
    "D1": debt_limits, "D6": loans, "D8": budgets, "F1": _central_fiscal, "F10": _residents, "F15": _allotments,
    "F2": _central_investment, "F7": _full_funding, "F9": _utilities, "S8": _commitments,
}  # fmt: skip


def build_lines(book: Book, ledger: Ledger) -> dict[tuple[str, str], Line]:
    """(rule, label) → line, for the rules in force; lines of two zeros are left out."""
    return {
        (rule, label): line
        for rule, make in _LINES.items()
        if book.on(rule)
        for label, line in make(ledger)
        if line.activity or line.limit
    }


def printed(book: Book, rule: str, line: Line) -> Row:
    """A line as constraints.csv shows it; slack is the exact difference, rounded once."""
    slack = cents(line.activity - line.limit if line.sense == ">=" else line.limit - line.activity)
    return {
        "clause": book.clause(rule),
        "activity": cents(line.activity),
        "limit": cents(line.limit),
        "slack": slack,
        "unit": "yuan",
        "binding": abs(slack) <= BINDING_YUAN,
    }


def check_lines(book: Book, lines: Mapping[tuple[str, str], Line], claims: Claims) -> None:
    """constraints.csv is exactly this list, and every hard line holds (ratio rows up to their cells)."""
    due: dict[Key, Row] = {(rule, label): printed(book, rule, line) for (rule, label), line in lines.items()}

    def rule_of(key: Key, _column: str) -> str:
        return book.either(str(key[0]), "model#constraints")

    compare(book, "constraints", KEYS["constraints"], claims.rows["constraints"], due, rule_of)
    for (rule, label), line in lines.items():
        book.count(rule, line.margin)
        if line.soft or line.margin + line.cells >= 0:
            continue
        zh, en = _NAME[rule]
        sense = {"=": ("应等于", "must equal"), "<=": ("应不超过", "must not exceed"), ">=": ("应不少于", "must reach")}
        book.fail(
            rule,
            f"{zh}（{label}）：实际 {line.activity:,} 元，{sense[line.sense][0]} {cents(line.limit):,} 元",
            f"{en} ({label}): {line.activity:,} yuan, {sense[line.sense][1]} {cents(line.limit):,} yuan",
        )
