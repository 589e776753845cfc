"""Start: what must be there before works may begin. Each is hard for the first plan year, a condition later on."""

from __future__ import annotations

import pandas as pd

from jiugai.inputs.rule import parameter
from jiugai.menu.gates.base import StartGate, below, blank, facts_text, flag_text, says_no, share_text
from jiugai.menu.options import Mask


class OwnersVote(StartGate):
    """The legal majority of owners has voted for the scheme of works (改造方案表决).

    lacking[o]  ⇔  vote_passed[o] = no  or  turnout[o] < quorum[t]  or  agreement[o] < approval[t],  t = start_year[o]

    Turnout and agreement: the smaller of the shares by floor area and by heads; agreement of those who took part.
    """

    id = "E4"
    quorum = parameter("vote.quorum")
    approval = parameter("vote.approval")

    def lacking(self, options: pd.DataFrame) -> Mask:
        years = options["start_year"]
        lacks: Mask = (
            says_no(options["vote_passed"])
            | below(options["vote_turnout"], self.quorum, years)
            | below(options["vote_agreement"], self.approval, years)
        )
        return lacks

    def unstated(self, options: pd.DataFrame) -> dict[str, Mask]:
        """The result is stated, or follows from turnout and agreement."""
        counted = ~blank(options["vote_turnout"]) & ~blank(options["vote_agreement"])
        return {"改造方案已表决通过": blank(options["vote_passed"]) & ~counted & ~self.lacking(options)}

    def conditions(self, options: pd.DataFrame) -> list[str]:
        return ["改造方案须经法定比例业主表决通过"] * len(options)

    def values(self, options: pd.DataFrame) -> list[str]:
        years = options["start_year"]
        rows = zip(
            options["vote_passed"], options["vote_turnout"], self.quorum.over(years),
            options["vote_agreement"], self.approval.over(years), strict=True,
        )  # fmt: skip
        return [
            facts_text(
                vote_passed=flag_text(passed),
                vote_turnout=share_text(turnout), quorum=None if pd.isna(turnout) else share_text(quorum),
                vote_agreement=share_text(agreed), approval=None if pd.isna(agreed) else share_text(approval),
            )
            for passed, turnout, quorum, agreed, approval in rows
        ]  # fmt: skip


class UpkeepAgreed(StartGate):
    """Owners have agreed in writing on property management after the works, and on its fee (物业管理、物业费).

    lacking[o]  ⇔  upkeep_agreed[o] = no
    """

    id = "E5"
    asks = ("upkeep_agreed",)

    def lacking(self, options: pd.DataFrame) -> Mask:
        return says_no(options["upkeep_agreed"])

    def conditions(self, options: pd.DataFrame) -> list[str]:
        return ["物业管理模式和物业费须书面约定"] * len(options)

    def values(self, options: pd.DataFrame) -> list[str]:
        return [facts_text(upkeep_agreed=flag_text(agreed)) for agreed in options["upkeep_agreed"]]


class Readiness(StartGate):
    """The feasibility study is approved, with the investment split by class of works (可研批复、项目等钱).

    lacking[o]  ⇔  feasibility_approved[o] = no
    """

    id = "E8"
    asks = ("feasibility_approved",)

    def lacking(self, options: pd.DataFrame) -> Mask:
        return says_no(options["feasibility_approved"])

    def conditions(self, options: pd.DataFrame) -> list[str]:
        return ["可研须批复并分类列明投资"] * len(options)

    def values(self, options: pd.DataFrame) -> list[str]:
        return [facts_text(feasibility_approved=flag_text(approved)) for approved in options["feasibility_approved"]]
