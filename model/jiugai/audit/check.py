"""The audit itself: every clause re-checked on a finished plan, from the inputs and docs/formats.md alone."""

from __future__ import annotations

from jiugai.audit.arrivals import advances
from jiugai.audit.debts import build_debts, check_debt
from jiugai.audit.envelopes import check_funds, roll_forward
from jiugai.audit.facts import Facts, read_facts
from jiugai.audit.indicators import check_indicators
from jiugai.audit.ledger import Ledger
from jiugai.audit.lines import build_lines, check_lines
from jiugai.audit.payers import check_payers, conditions
from jiugai.audit.records import Fund, Work
from jiugai.audit.removed import check_removed
from jiugai.audit.report import AuditReport, Book
from jiugai.audit.scheme import Scheme, build_scheme, check_selection, check_spending
from jiugai.audit.shapes import StudyShape
from jiugai.audit.tables import Claims, check_status, read_claims
from jiugai.audit.ties import check_cash_year, check_ties
from jiugai.plan import Plan


def audit(study: StudyShape, plan: Plan) -> AuditReport:
    """Re-check a finished plan in whole yuan.

    Parameters
    ----------
    study : case, scenario and policy in force
    plan : the contract tables (docs/formats.md, section 2) and the status read from the solver

    Returns
    -------
    AuditReport
        One `ClauseCheck` per rule in force that the audit re-checks and per clause of the model; `unchecked` names the
        rules in force that it does not. Any amount of any table that is off by a
        single yuan fails; ratio rows (F1, F2, F9, D5, D6) may be missed by as many yuan as they have funding lines.
    """
    book = Book(study)
    facts = read_facts(study)
    check_status(book, plan)
    claims = read_claims(book, facts, plan)
    if claims is None:
        return book.report({})
    scheme = build_scheme(book, facts, claims)
    check_selection(book, facts, scheme, claims)
    check_removed(book, facts, claims)
    check_spending(book, facts, scheme, claims)
    starts = {community: (pick.start, pick.continuing) for community, pick in scheme.picks.items()}
    check_payers(book, facts, starts, {(cell.community_id, cell.work_id, cell.fund_id) for cell in claims.funding})
    check_cash_year(book, facts, claims)
    ledger = build_ledger(book, facts, scheme, claims)
    check_funds(book, facts, ledger.roll, claims)
    check_debt(book, ledger.debts, claims)
    for check in book.others:
        check.check(book, ledger, claims)
    lines = build_lines(book, ledger)
    check_lines(book, lines, claims)
    check_indicators(book, ledger, claims)
    _check_rules_log(book, study, claims)
    return book.report(check_ties(book, facts, claims))


def build_ledger(book: Book, facts: Facts, scheme: Scheme, claims: Claims) -> Ledger:
    """Roll-forward, debt and advances that follow from funding.csv, for works that exist and years that may be."""
    in_plan = [cell for cell in claims.funding if cell.cash_year in facts.cash_years(facts.funds[cell.fund_id])]
    used: dict[tuple[str, int], int] = {}
    for cell in in_plan:
        used[(cell.fund_id, cell.cash_year)] = used.get((cell.fund_id, cell.cash_year), 0) + cell.yuan
    cells = tuple(cell for cell in in_plan if cell.work_id in facts.works)

    def may_pay(fund: Fund, work: Work) -> bool:
        pick = scheme.picks[work.community_id]
        return all(holds for _, holds in conditions(book, facts, fund, work, pick.start, pick.continuing))

    roll, debts = roll_forward(facts, used), build_debts(book, facts, in_plan)
    return Ledger(facts, scheme, cells, roll, debts, advances(book, facts, cells), may_pay)


def _check_rules_log(book: Book, study: StudyShape, claims: Claims) -> None:
    """Every rule, one that the audit cannot re-check apart, stands in rules_log.csv; one without rows says why.

    How many rows the programme had cannot be told from a finished plan.
    """
    log = claims.rows["rules_log"]
    lines = {str(key[0]) for key in claims.rows["constraints"]}
    for rule in sorted({*study.rules, *lines} - ({*book.unchecked} - lines)):
        book.count("model#rules-log")
        if (rule,) not in log:
            book.fail("model#rules-log", f"rules_log.csv：缺少规则 {rule}", f"rules_log.csv: rule {rule} is missing")
    for key, row in log.items():
        book.count("model#rules-log")
        if not row["rows"] and not row["reason"]:
            book.fail(
                "model#rules-log",
                f"rules_log.csv(rule={key[0]})：没有产生任何行，却未说明原因",
                f"rules_log.csv(rule={key[0]}): no rows and no reason",
            )
