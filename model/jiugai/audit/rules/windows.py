"""The two windows of the centre: F3 one a work or a project, F4 the one that was granted (3.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from jiugai.audit.facts import Facts
from jiugai.audit.records import Fund, Work
from jiugai.audit.rules.base import PayerCheck, PlanCheck

if TYPE_CHECKING:
    from jiugai.audit.ledger import Ledger
    from jiugai.audit.report import Book
    from jiugai.audit.tables import Cell, Claims


def window(fund: Fund) -> str:
    """`investment`: central-budget investment; `fiscal`: any other money of the centre; "" else."""
    if fund.channel == "central_investment":
        return "investment"
    return "fiscal" if fund.kind == "central" or fund.level == "central" else ""


def paying_window(facts: Facts, cells: Iterable[Cell]) -> str:
    """fiscal, investment, both or none: the windows that pay these lines of funding.csv."""
    paid = {window(facts.funds[cell.fund_id]) for cell in cells if cell.yuan} - {""}
    return "none" if not paid else paid.pop() if len(paid) == 1 else "both"


class TwoWindows(PlanCheck):
    """F3: of works begun in a year that says so, none is paid by both windows; and no project."""

    id = "F3"

    @staticmethod
    def closings(facts: Facts, start: int) -> tuple[Callable[[Fund], bool] | None, ...]:
        """Which funds are closed to an option: where a project may have one window, the one or the other."""
        if not facts.param("windows.one_per_project", start):
            return (None,)
        return (lambda fund: window(fund) == "fiscal", lambda fund: window(fund) == "investment")

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        facts = ledger.facts
        by_work: defaultdict[str, list[Cell]] = defaultdict(list)
        by_project: defaultdict[str, list[Cell]] = defaultdict(list)
        for cell in ledger.cells:
            pick = ledger.scheme.picks.get(cell.community_id)
            if pick is None or pick.continuing:
                continue
            if facts.param("windows.one_per_project", pick.start):
                by_project[ledger.project(cell.community_id)].append(cell)
            elif facts.param("windows.one_per_work", pick.start):
                by_work[cell.work_id].append(cell)
        for what, zh, en, groups in (
            ("work_id", "工程", "work", by_work), ("project_id", "项目", "project", by_project),
        ):  # fmt: skip
            for name, cells in sorted(groups.items()):
                book.count(self.id)
                if paying_window(facts, cells) == "both":
                    where = f"funding.csv({what}={name})"
                    book.fail(
                        self.id,
                        f"{where}：同一{zh}既用中央财政补助又用中央预算内投资，只能用一口",
                        f"{where}: fiscal money of the centre and central investment both pay this {en}; one may",
                    )


class Granted(PayerCheck):
    """F4: of a project that won one window the other pays nothing."""

    id = "F4"
    refusal = ("该项目没有争取到这一口中央资金", "this window of central money was not granted to the project")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        granted = facts.window_granted.get(facts.communities[work.community_id].project_id, "")
        if not window(fund) or granted in ("", "both"):
            return None
        return window(fund) == granted
