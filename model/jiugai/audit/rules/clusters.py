"""Clusters: S6, one start, and a saving where all members start together (3.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from jiugai.audit.facts import Facts
from jiugai.audit.records import Work
from jiugai.audit.rules.base import PlanCheck
from jiugai.money import round_half_up

if TYPE_CHECKING:
    from jiugai.audit.ledger import Ledger
    from jiugai.audit.report import Book
    from jiugai.audit.tables import Claims


def _members(facts: Facts) -> Mapping[str, list[str]]:
    """Cluster → its proposed communities."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for community in facts.communities.values():
        if community.cluster and community.stage == "proposed":
            found[community.cluster].append(community.community_id)
    return found


class Clusters(PlanCheck):
    """S6: new members of a cluster start in one year."""

    id = "S6"

    @staticmethod
    def savings(facts: Facts, starts: Mapping[str, int]) -> dict[str, Fraction]:
        """Community → share saved of its shared works; `starts`: new communities and their start year."""
        saved: dict[str, Fraction] = {}
        for members in _members(facts).values():
            years = {starts.get(member) for member in members}
            if len(members) > 1 and len(years) == 1 and (year := years.pop()) is not None:
                share = facts.ratio("cluster.saving", year, 0)
                saved |= dict.fromkeys(members, share)
        return saved

    @staticmethod
    def companions(facts: Facts, community: str, start: int) -> tuple[str, ...]:
        """All members of its cluster, where a joint start in `start` would save something; else none."""
        for members in _members(facts).values():
            if community in members and len(members) > 1 and facts.ratio("cluster.saving", start, 0) > 0:
                return tuple(members)
        return ()

    @staticmethod
    def cost(work: Work, share: Fraction) -> int:
        """Cost of a work less what is saved: of general works and other fees, the share, half up."""
        shared = work.trade == "general" or work.cost_part == "other_fees"
        return work.cost - (round_half_up(share * work.cost) if shared else 0)

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        picks = ledger.scheme.picks
        for cluster, members in sorted(_members(ledger.facts).items()):
            starts = {member: picks[member].start for member in members if member in picks}
            book.count(self.id)
            if len(set(starts.values())) > 1:
                told = "、".join(f"{member} {year}" for member, year in sorted(starts.items()))
                book.fail(
                    self.id,
                    f"selection.csv：片区“{cluster}”的小区须同年开工，实为 {told}",
                    f"selection.csv: the communities of cluster {cluster!r} start in one year, but: {told}",
                )
