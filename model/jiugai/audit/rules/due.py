"""What falls due: P8 (3.10)."""

from __future__ import annotations

from collections.abc import Iterator

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.envelopes import brought_in, has_envelope, last_year_of_use
from jiugai.audit.ledger import Ledger
from jiugai.audit.report import Book
from jiugai.audit.rules.base import PlanCheck, StartCheck
from jiugai.audit.rules.scope import WorksProfile
from jiugai.audit.tables import Claims
from jiugai.plan import KEYS

_UPPER = ("central", "province", "city")
_LIMIT_OF = {"general_bond": "D1", "special_bond": "D4", "loan": "D6"}
#: what is due → consequence, and the rule it belongs to; debt by channel; else a rule whose condition is open
_KINDS = {
    "spend": ("taken_back", "F15"), "lapse": ("taken_back", "F15"), "split": ("idle", "P8"),
    "retention": ("owed", "S9"), "repay_bridge": ("county_bears", "F20"), "debt_service": ("arrears", ""),
}  # fmt: skip

#: (year, date, what, fund, subject), yuan, rule
Due = tuple[Key, int, str]


class DueDates(PlanCheck):
    """P8: due.csv lists what falls due of allotments, advances, debt and conditions, and nothing else."""

    id = "P8"

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        found = claims.rows["due"]
        compare(book, "due", KEYS["due"], found, due_rows(book, ledger), lambda _key, _column: self.id)


def due_rows(book: Book, ledger: Ledger) -> dict[Key, Row]:
    """The rows of due.csv, from the recomputed plan."""
    rows: dict[Key, Row] = {}
    for key, yuan, rule in (*_allotments(book, ledger), *_others(book, ledger)):
        if yuan:
            consequence, of_rule = _KINDS.get(str(key[2]), ("no_start", ""))
            clause = ledger.facts.study.clause(rule or of_rule)
            rows[key] = {"yuan": yuan, "consequence": consequence, "clause": clause}
    return rows


def _allotments(book: Book, ledger: Ledger) -> Iterator[Due]:
    facts = ledger.facts
    for fund in facts.funds.values():
        if not has_envelope(facts, fund):
            continue
        for allotted, yuan in (*brought_in(facts, fund).items(), *facts.allotments.get(fund.fund_id, {}).items()):
            fresh = allotted >= facts.first
            if fund.kind == "central" and fresh and facts.param("due.split_days", allotted) is not None:
                yield (allotted, "", "split", fund.fund_id, str(allotted)), yuan, ""
            if fund.level in _UPPER and book.on("F15"):
                last = last_year_of_use(facts, fund, allotted)
                used = {key[2]: part for key, part in ledger.roll.taken.items() if key[:2] == (fund.fund_id, allotted)}
                where = (fund.fund_id, str(allotted))
                yield (last, f"{last}-12-31", "spend", *where), used.get(last, 0), ""
                yield (last, f"{last}-12-31", "lapse", *where), yuan - sum(used.values()), ""


def _others(book: Book, ledger: Ledger) -> Iterator[Due]:
    facts = ledger.facts
    back: dict[Key, int] = {}
    for (_, fund_id, community_id, _, repaid), yuan in ledger.advances.items():
        key: Key = (repaid, "", "repay_bridge", fund_id, community_id)
        back[key] = back.get(key, 0) + yuan
    yield from ((key, yuan, "") for key, yuan in back.items())
    for (fund_id, project, year), yuan in ledger.debts.service.items():
        yield (year, "", "debt_service", fund_id, project), yuan, _LIMIT_OF[facts.funds[fund_id].channel]
    for community_id, pick in ledger.scheme.picks.items():
        community = facts.communities[community_id]
        yield from _retention(book, ledger, community_id)
        gates = [gate for gate in book.gates if isinstance(gate, StartCheck)]
        for gate in gates if not pick.continuing and pick.start > facts.first else ():
            if any(True for _ in gate.words(facts, community, pick.start)):
                yield (pick.start, "", gate.id, "", community_id), ledger.scheme.cost_of.get(community_id, 0), gate.id


def _retention(book: Book, ledger: Ledger, community_id: str) -> Iterator[Due]:
    """What is retained of the works of a new start, by the year in which it is paid out."""
    facts, pick = ledger.facts, ledger.scheme.picks[community_id]
    held: dict[int, int] = {}
    for work in () if pick.continuing or not book.on("S9") else pick.works:
        year = WorksProfile.paid_out(facts, pick.start, ledger.scheme.done[work.work_id])
        held[year] = held.get(year, 0) + WorksProfile.held(facts, work, pick.start)
    yield from (((year, "", "retention", "", community_id), yuan, "") for year, yuan in held.items())
