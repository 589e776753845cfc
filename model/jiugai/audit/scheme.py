"""What is built: scope of every chosen option, cost by work and year, gates, need score and benefit (3.1, 3.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import cast

from jiugai.audit.compare import Key, Row, amount, compare
from jiugai.audit.facts import Facts
from jiugai.audit.options import Pick, choices, done_in, in_every, new_work_cost
from jiugai.audit.payers import payable
from jiugai.audit.records import PIPELINES, TIERS, Community, Work
from jiugai.audit.report import Book
from jiugai.audit.rules.clusters import Clusters
from jiugai.audit.rules.need import NeedScore
from jiugai.audit.rules.scope import OneRoute, RemovalFirst, ScopeType
from jiugai.audit.rules.windows import TwoWindows, paying_window
from jiugai.audit.tables import Claims
from jiugai.plan import KEYS

SCOPE, COST, BENEFIT, FUNDING = "model#scope", "model#cost", "model#benefit", "model#funds"


@dataclass(frozen=True)
class Scheme:
    """All chosen and continuing options; `cost`: (community, work, year) → yuan > 0; `done`: work → completion."""

    picks: Mapping[str, Pick]
    cost: Mapping[tuple[str, str, int], int]
    done: Mapping[str, int]

    @cached_property
    def completion(self) -> Mapping[str, int]:
        """Community → the year in which its works are completed; only those that cost something in the plan."""
        last: dict[str, int] = {}
        for community_id, work_id, _ in self.cost:
            last[community_id] = max(self.done[work_id], last.get(community_id, self.done[work_id]))
        return last

    @cached_property
    def cost_of(self) -> Mapping[str, int]:
        """Community → yuan in plan years."""
        total: defaultdict[str, int] = defaultdict(int)
        for (community_id, _, _), yuan in self.cost.items():
            total[community_id] += yuan
        return dict(total)


def _read_pick(book: Book, facts: Facts, claims: Claims, community: Community) -> Pick | None:
    works = facts.works_of.get(community.community_id, ())
    if community.stage == "in_progress":
        highest = max((work.tier for work in works), key=TIERS.index, default="")
        route = next(iter(OneRoute.names(works)), "") if book.on("H1") else ""
        return Pick(facts.plan_year.get(community.project_id, facts.first), highest, True, works, route)
    row = claims.rows["selection"].get((community.community_id,))
    if community.stage != "proposed" or row is None or row["decision"] != "new":
        return None
    start, tier = cast("int | None", row["start_year"]), str(row["tier"])
    spent = {key[1] for key in claims.rows["spending"] if key[0] == community.community_id}
    used = {work.tier for work in works if work.work_id in spent and not in_every(book, work)} | {tier}
    offered = [
        (route, taken) for route, scope, taken in choices(book, works)
        if max(scope, key=TIERS.index) == tier and (book.on("S1") or scope == used)
    ]  # fmt: skip
    fitting = [taken for route, taken in offered if route == row["route"]]
    book.count(SCOPE)
    if start not in facts.years or start is None:
        book.fail(
            SCOPE,
            f"selection.csv(community_id={community.community_id})：开工年 {amount(start)} 不在规划期内",
            f"selection.csv(community_id={community.community_id}): start year {start} lies outside the plan years",
        )
        return None
    if book.on("S1"):
        book.count("S1")
    if book.on("H1"):
        book.count("H1")
    if offered and not fitting:
        book.fail(
            book.either("H1", SCOPE),
            f"selection.csv(community_id={community.community_id})：路线 {amount(row['route'])} 不是该小区可选的路线",
            f"selection.csv(community_id={community.community_id}): the community has no route {row['route']!r}",
        )
        return None
    if not fitting:
        book.fail(
            book.either("S1", SCOPE),
            f"selection.csv(community_id={community.community_id})：改造类别 {amount(tier)} 不是该小区所缺的类别",
            f"selection.csv(community_id={community.community_id}): the community lacks no tier {tier!r}",
        )
        return None
    return Pick(start, tier, False, fitting[0], str(row["route"]))


def build_scheme(book: Book, facts: Facts, claims: Claims) -> Scheme:
    """The options the plan builds and their cost by work and year, recomputed from the inputs."""
    picks: dict[str, Pick] = {}
    for community in facts.communities.values():
        pick = _read_pick(book, facts, claims, community)
        if pick is not None:
            picks[community.community_id] = pick
    due: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for promise in facts.commitments:
        if promise.year in facts.years:
            due[promise.work_id][promise.year] = due[promise.work_id].get(promise.year, 0) + promise.committed
    starts = {site: pick.start for site, pick in picks.items() if not pick.continuing}
    savings = Clusters.savings(facts, starts) if book.on("S6") else {}
    cost: dict[tuple[str, str, int], int] = {}
    done: dict[str, int] = {}
    for community_id, pick in picks.items():
        for listed in pick.works:
            work = listed
            if pick.continuing:
                years = dict(due[work.work_id])
                rest = work.cost - facts.paid_of_work.get(work.work_id, 0) - sum(years.values())
                years[facts.first] = years.get(facts.first, 0) + rest
            else:
                work = listed._replace(cost=Clusters.cost(listed, savings.get(community_id, Fraction(0))))
                years = new_work_cost(book, facts, work, pick.start)
            cost |= {(community_id, work.work_id, year): yuan for year, yuan in years.items() if yuan}
            ends = [year for year, yuan in years.items() if yuan]
            if ends:
                done[work.work_id] = max(ends) if pick.continuing else done_in(book, facts, work, pick.start)
    return Scheme(picks, cost, done)


def check_spending(book: Book, facts: Facts, scheme: Scheme, claims: Claims) -> None:
    """spending.csv is the recomputed cost, row by row."""
    due: dict[Key, Row] = {key: {"cost_yuan": yuan} for key, yuan in scheme.cost.items()}
    found = {key: {"cost_yuan": row["cost_yuan"]} for key, row in claims.rows["spending"].items()}

    def rule(key: Key, _column: str) -> str:
        work, pick = facts.works.get(str(key[1])), scheme.picks.get(str(key[0]))
        if pick is None or work is None:
            return COST
        if pick.continuing:
            return book.either("S8", COST)
        if work not in pick.works:
            foreign = work.route not in ("", pick.route)
            return book.either("H1" if foreign else "S1", COST)
        if book.on("S7") and RemovalFirst.always(work):
            return "S7"
        if work.tier not in TIERS[: TIERS.index(pick.tier) + 1]:
            return book.either("S2", COST)
        if work.route and book.on("H3"):
            return "H3"
        return book.either("S5" if work.trade in PIPELINES else "S9", COST)

    compare(book, "spending", KEYS["spending"], found, due, rule)


def benefit(facts: Facts, community: Community, tier: str) -> int:
    """Benefit points: households × tier weight × need / 100, rounded half up."""
    weight = facts.study.scenario.tier_weights[tier] if tier else 0
    return (2 * community.households * weight * NeedScore.score(facts, community) + 100) // 200


def may_start(book: Book, facts: Facts, community: Community, start: int) -> bool:
    """Whether no gate bars a proposed community from a start in `start`."""
    return all(gate.bars(facts, community, start) is None for gate in book.gates)


def route_bars(book: Book, facts: Facts, community: Community, route: str, start: int) -> bool:
    """Whether a rule bars a route of a proposed community from a start in `start`."""
    facts_of = facts.routes.get((community.community_id, route))
    return facts_of is not None and any(check.bars_route(facts, facts_of, start) for check in book.routes)


def has_option(book: Book, facts: Facts, community: Community) -> bool:
    """Whether any option of a proposed community passes the gates, every work payable by some fund."""
    works = facts.works_of.get(community.community_id, ())
    return any(
        may_start(book, facts, community, start) and (not book.on("F7") or fundable(book, facts, taken, start))
        for start in facts.years
        for route, scope, taken in choices(book, works)
        if not route_bars(book, facts, community, route, start)
        and (not book.on("S4") or ScopeType.allows(facts, community, max(scope, key=TIERS.index), start))
    )


def fundable(book: Book, facts: Facts, works: tuple[Work, ...], start: int, both: bool = False) -> bool:
    """Whether each work has a payer in each year in which it costs money.

    A project may have one window of the centre, with the other closed (F3); `both`: as if it could have the two.
    """
    costs = {work: [y for y, yuan in new_work_cost(book, facts, work, start).items() if yuan] for work in works}
    completion = max((done_in(book, facts, work, start) for work in works), default=start)
    closings = TwoWindows.closings(facts, start) if book.on("F3") and not both else (None,)
    return any(
        all(payable(book, facts, work, start, years, completion, closed) for work, years in costs.items())
        for closed in closings
    )


def _due_selection(book: Book, facts: Facts, scheme: Scheme, claims: Claims, community: Community) -> Row:
    community_id = community.community_id
    pick = scheme.picks.get(community_id)
    said = claims.rows["selection"].get((community_id,))
    start: int | None = None
    if community.stage == "completed":
        decision, start = "completed", facts.plan_year.get(community.project_id)
    elif pick is not None:
        decision, start = "continuing" if pick.continuing else "new", pick.start
    elif said is not None and said["decision"] == "new":  # chosen, but not as the rules allow: noted elsewhere
        return {"project_id": community.project_id}
    else:
        decision = "later" if has_option(book, facts, community) else "ineligible"
        if said is not None and said["decision"] == "ineligible" and _removed_unchecked(book, claims, community_id):
            decision = "ineligible"
    return {
        "project_id": community.project_id,
        "decision": decision,
        "tier": pick.tier if pick else "",
        "start_year": start,
        "cost_yuan": scheme.cost_of.get(community_id, 0),
        "paid_before_yuan": facts.paid_before.get(community_id, 0),
        "benefit": benefit(facts, community, pick.tier) if pick else 0,
        "route": pick.route if pick else "",
        "window": paying_window(facts, [cell for cell in claims.funding if cell.community_id == community_id]),
    }


def _removed_unchecked(book: Book, claims: Claims, community_id: str) -> bool:
    """Whether removed.csv gives an unchecked rule, or F7 beside one, as the reason: that cannot be recomputed here."""
    unchecked = {*book.unchecked, "F7"} if book.unchecked else set()
    return any(row["site"] == community_id and row["rule"] in unchecked for row in claims.rows["removed"].values())


def expected_selection(book: Book, facts: Facts, scheme: Scheme, claims: Claims) -> dict[Key, Row]:
    """(community,) → its row of selection.csv, the reason apart."""
    due = {site: _due_selection(book, facts, scheme, claims, row) for site, row in facts.communities.items()}
    said = {str(key[0]): row["decision"] for key, row in claims.rows["selection"].items()}
    firm = NeedScore.standings(facts, {site: str(said.get(site, row.get("decision"))) for site, row in due.items()})
    return {(site,): {**row, "standing": firm.get(site, "")} for site, row in due.items()}


def check_selection(book: Book, facts: Facts, scheme: Scheme, claims: Claims) -> None:
    """One row a community, its decision, tier, start, cost, payments and benefit as recomputed; no gate bars it."""
    due = expected_selection(book, facts, scheme, claims)
    told = {"standing": book.either("Q2", BENEFIT), "window": book.either("F3", FUNDING)}
    rules = {"cost_yuan": COST, "paid_before_yuan": COST, "benefit": BENEFIT} | told

    def rule(key: Key, column: str) -> str:
        if facts.communities[str(key[0])].stage == "in_progress" and column not in rules:
            return book.either("S8", SCOPE)
        return rules.get(column, SCOPE)

    compare(book, "selection", KEYS["selection"], claims.rows["selection"], due, rule)
    for gate in book.gates:
        for community_id, pick in scheme.picks.items():
            if pick.continuing:
                continue
            book.count(gate.id)
            barred = gate.bars(facts, facts.communities[community_id], pick.start)
            if barred is not None:
                where = f"selection.csv(community_id={community_id})"
                book.fail(gate.id, f"{where}：{barred.zh}", f"{where}: {barred.en}")
    for check in book.routes:
        for community_id, pick in scheme.picks.items():
            route = facts.routes.get((community_id, pick.route))
            if pick.continuing or route is None:
                continue
            book.count(check.id)
            barred = check.bars_route(facts, route, pick.start)
            if barred is not None:
                where = f"selection.csv(community_id={community_id})"
                book.fail(check.id, f"{where}：{barred.zh}", f"{where}: {barred.en}")
