"""What a start of works needs: E4 the vote, E5 the upkeep, E8 the approved study; E7 wants more, softly (3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from jiugai.audit.facts import Facts
from jiugai.audit.records import Community
from jiugai.audit.report import Sentence
from jiugai.audit.rules.base import ReasonCheck, StartCheck


class Vote(StartCheck):
    """E4: the vote is not stated to have failed, and stated turnout and agreement reach the legal shares."""

    id = "E4"

    def words(self, facts: Facts, community: Community, start: int) -> Iterator[tuple[str, Sentence]]:
        quorum, approval = facts.param("vote.quorum", start), facts.param("vote.approval", start)
        if community.vote_passed is False:
            yield "表决", Sentence("改造方案未经表决通过", "the owners have not voted for the scheme")
        elif community.vote_turnout is not None and quorum is not None and community.vote_turnout < quorum:
            rate = community.vote_turnout
            yield "表决", Sentence(f"表决参与率 {rate} 低于 {quorum}", f"turnout {rate} is below {quorum}")
        elif community.vote_agreement is not None and approval is not None and community.vote_agreement < approval:
            rate = community.vote_agreement
            yield "表决", Sentence(f"表决同意率 {rate} 低于 {approval}", f"agreement {rate} is below {approval}")


class Upkeep(StartCheck):
    """E5: management and fee are not stated to be open."""

    id = "E5"

    def words(self, facts: Facts, community: Community, start: int) -> Iterator[tuple[str, Sentence]]:
        if community.upkeep_agreed is False:
            yield "物业", Sentence("物业管理和物业费未书面约定", "upkeep and its fee are not agreed")


class Readiness(StartCheck):
    """E8: the feasibility study is not stated to lack approval."""

    id = "E8"

    def words(self, facts: Facts, community: Community, start: int) -> Iterator[tuple[str, Sentence]]:
        if community.feasibility_approved is False:
            yield "可研", Sentence("可研未批复", "the feasibility study is not approved")


class Preconditions(ReasonCheck):
    """E7: bars nothing; every new start names the preconditions stated to be missing."""

    id = "E7"

    def words(self, facts: Facts, community: Community, start: int) -> Iterator[tuple[str, Sentence]]:
        if community.owners_committee is False:
            yield "业主委员会", Sentence("业主委员会未成立", "no owners' committee")
        if community.maintenance_fund is False:
            yield "维修资金", Sentence("维修资金制度未建立", "no maintenance fund")
        if community.legacy_resolved is False:
            yield "历史遗留问题", Sentence("历史遗留问题未解决", "old disputes are open")
