"""The two windows of the centre (财政、发改两口): one of them a work, or a project; and what was granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.money_rules.base import AT_MOST, Line, MoneyRule, Row, label
from jiugai.frames import each_row, members
from jiugai.inputs.case import PIPELINE_TRADES
from jiugai.inputs.rule import parameter
from jiugai.inputs.study import Study
from jiugai.menu.options import Mask

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

FISCAL, INVESTMENT = "fiscal", "investment"

#: variants of an option where a work may have one window: who pays a work that both may pay
BY_WORK = (FISCAL, INVESTMENT, "outdoor")
#: variants of an option where a project may have one window
BY_PROJECT = ("all_fiscal", "all_investment")
#: what `outdoor` gives to central investment: pipelines and the infrastructure outside the buildings
OUTDOOR_TRADES = (*PIPELINE_TRADES, "road", "lighting", "greening", "waste", "parking", "charging")


def window_of(fund: Mapping[Any, Any]) -> str:
    """`investment` for central-budget investment, `fiscal` for any other money of the centre, "" for the rest."""
    if fund["channel"] == "central_investment":
        return INVESTMENT
    return FISCAL if "central" in (fund["kind"], fund["level"]) else ""


def windows_of(funds: pd.DataFrame) -> dict[str, Mask]:
    """Window → which funds are of it, bool, shape (funds,)."""
    side = [window_of(fund) for fund in funds.to_dict("records")]
    return {window: np.array([one == window for one in side], dtype=np.bool_) for window in (FISCAL, INVESTMENT)}


def paying_windows(funding: pd.DataFrame) -> dict[str, str]:
    """Community → fiscal, investment or both: the windows that pay it, from the money as laid out."""
    paid: dict[str, set[str]] = {}
    for payment in each_row(funding[funding["yuan"] > 0]):
        if window := window_of(payment._asdict()):
            paid.setdefault(str(payment.community_id), set()).add(window)
    return {site: found.pop() if len(found) == 1 else "both" for site, found in paid.items()}


def granted(study: Study, projects: pd.Series) -> NDArray[np.object_]:
    """The window that each project (project_id, "" for none) won: fiscal, investment, both, "" where not stated."""
    table = study.case.table("projects")
    won = dict(zip(table["project_id"], table["window_granted"], strict=True))
    return np.array([won.get(project, "") for project in projects], dtype=object)


def one_window(study: Study, options: pd.DataFrame) -> list[str]:
    """For `values` of removed.csv: `;window_granted=fiscal` where the project of an option won one window (F4)."""
    if not study.in_force(WindowGranted.id):
        return [""] * len(options)
    won = granted(study, options["project_id"])
    return [f";window_granted={window}" if window in (FISCAL, INVESTMENT) else "" for window in won]


class TwoWindows(MoneyRule):
    """Fiscal money of the centre and central-budget investment exclude each other (两口资金互斥), by start year t.

    one_per_work[t] = 1:     no work is paid by both windows
    one_per_project[t] = 1:  no project is paid by both;  for communities a ≠ b of project p

        Σ_{o of a, all_fiscal} choose[o]  +  Σ_{o of b, all_investment} choose[o]  ≤  1

    By project an option comes in variants, one a window (`allocation/variants.py`). By work a plan is chosen with both
    windows open, and every chosen work that both may pay then goes to one (`allocation/sides.py`). Where that cannot
    keep what was reached, the plan is chosen again with options in variants by work: all such works by the one, all by
    the other, or pipelines and outdoor works by investment and the rest by fiscal money, a stated part of what the law
    allows. Communities in progress keep what was promised.
    """

    id = "F3"
    one_per_work = parameter("windows.one_per_work")
    one_per_project = parameter("windows.one_per_project")

    def __init__(self, study: Study, sides: Mapping[int, str] | None = None) -> None:
        super().__init__(study)
        self._sides = dict(sides or {})

    def assigned(self, sides: Mapping[int, str]) -> TwoWindows:
        """The rule with a window for works (row number in the case's works) that both may pay."""
        return TwoWindows(self.study, sides)

    def contested(self, payers: NDArray[np.bool_], lines: pd.DataFrame) -> Mask:
        """Lines, shape (lines,), that wait for a window: both may pay, a work may have one, the option names none."""
        windows = windows_of(self.study.case.table("funds"))
        both = payers[:, windows[FISCAL]].any(axis=1) & payers[:, windows[INVESTMENT]].any(axis=1)
        by_work = lines["start_year"].map(lambda year: self.variants(int(year)) == BY_WORK).to_numpy(dtype=np.bool_)
        waits: Mask = both & by_work & ~lines["fixed"].to_numpy() & (lines["window"] == "").to_numpy()
        return waits

    def variants(self, year: int) -> tuple[str, ...]:
        """The variants of an option that starts in `year`; none where both windows may pay."""
        if self.one_per_project.get(year, 0):
            return BY_PROJECT
        return BY_WORK if self.one_per_work.get(year, 0) else ()

    def _windows(self, lines: pd.DataFrame) -> NDArray[np.object_]:
        pairs = zip(lines["window"], lines["work"], strict=True)
        return np.array([window or self._sides.get(int(work), "") for window, work in pairs], dtype=object)

    def leaves(self, payers: NDArray[np.bool_], lines: pd.DataFrame) -> NDArray[np.bool_]:
        windows = windows_of(self.study.case.table("funds"))
        window = self._windows(lines)
        outdoor = (window == "outdoor") & lines["trade"].isin(OUTDOOR_TRADES).to_numpy()
        contested = payers[:, windows[FISCAL]].any(axis=1) & payers[:, windows[INVESTMENT]].any(axis=1)
        not_fiscal = (contested & ((window == INVESTMENT) | outdoor)) | (window == "all_investment")
        not_investment = (contested & ((window == FISCAL) | ((window == "outdoor") & ~outdoor))) | (
            window == "all_fiscal"
        )
        left = np.ones_like(payers)
        left &= ~(not_fiscal[:, None] & windows[FISCAL])
        left &= ~(not_investment[:, None] & windows[INVESTMENT])
        return left

    def rows(self, problem: Problem) -> Iterator[Row]:
        """By project: its communities agree on the window."""
        options = problem.menu.options
        decided = options[options["window"].isin(BY_PROJECT)]
        for project, numbers in members(decided, "project"):
            mine = decided.loc[numbers]
            for one, other in permutations(sorted(mine["community_id"].unique()), 2):
                fiscal = options.index.isin(
                    mine.index[(mine["community_id"] == one) & (mine["window"] == "all_fiscal")]
                )
                investment = options.index.isin(
                    mine.index[(mine["community_id"] == other) & (mine["window"] == "all_investment")]
                )
                if fiscal.any() and investment.any():
                    yield Row(
                        label(project=project, fiscal=one, investment=other),
                        problem.chosen((fiscal | investment).astype(np.float64)),
                        AT_MOST,
                        problem.constant(1.0),
                        unit="community",
                    )

    def lines(self, settled: Settled) -> Iterator[Line]:
        """None: funding.csv shows it, and selection.csv names the window."""
        return iter(())


class WindowGranted(MoneyRule):
    """A project that won one window is paid by that one: the other pays nothing of it (只争取到一口资金).

    pay[f, w] allowed  ⇔  window[f] is none, or granted[project of w] blank or both, or window[f] = granted

    No rest stays unfunded: full funding (F7) holds, so local money fills or the scope shrinks.
    """

    id = "F4"

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        window = window_of(fund)
        if not window:
            return np.ones(len(lines), dtype=np.bool_)
        allowed: Mask = np.isin(granted(self.study, lines["project_id"]), ["", "both", window])
        return allowed

    def remark(self, problem: Problem) -> str:
        won = self.study.case.table("projects")["window_granted"]
        if not won.isin([FISCAL, INVESTMENT, "both"]).any():
            return "案例未填写项目已争取到的资金渠道，不作限制"
        one = int(won.isin([FISCAL, INVESTMENT]).sum())
        told = f"{one} 个项目只争取到一口中央资金，另一口不支付，不单列约束行"
        unstated = int((won == "").sum())
        return told + (f"；{unstated} 个项目未填，不作限制" if unstated else "")
