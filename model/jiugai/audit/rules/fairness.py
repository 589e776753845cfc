"""Who is shown to others, and who is not forgotten: Q1, Q3 (3.7, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.records import Community
from jiugai.audit.rules.base import LineCheck
from jiugai.audit.rules.scope import OneRoute
from jiugai.money import round_half_up


def _open(ledger: Ledger) -> list[Community]:
    """Communities that are not completed."""
    return [site for site in ledger.facts.communities.values() if site.stage != "completed"]


class Demonstration(LineCheck):
    """Q1: candidates renewed in all that they lack, against the number asked for (soft)."""

    id = "Q1"
    asks = ("示范小区", "demonstration communities")
    shows: ClassVar = {"model_shortfall": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        least = facts.param("demonstration.least", facts.first)
        candidates = [site for site in _open(ledger) if site.demonstration == "candidate"]
        if least is None or not candidates:
            return
        picks = ledger.scheme.picks
        whole = [
            site.community_id
            for site in candidates
            if site.community_id in picks
            and len(picks[site.community_id].works)
            == len(OneRoute.of(facts.works_of.get(site.community_id, ()), picks[site.community_id].route))
        ]
        yield "what=model", Line(len(whole), ">=", least, soft=True, unit="community")

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        for _, line in self.lines(ledger):
            short = round_half_up(max(Fraction(0), -line.margin))
            yield Figure(ledger.facts.last, "model_shortfall", short, 0, short <= 0, "community")


class PlaceFloor(LineCheck):
    """Q3: a share of the households of every street or neighbourhood (soft, a choice of the user)."""

    id = "Q3"
    asks = ("片区保底", "floor of a place")
    shows: ClassVar = {"place_shortfall": "warning"}

    def _levels(self, ledger: Ledger) -> list[tuple[str, Fraction]]:
        first = ledger.facts.first
        shares = {level: ledger.facts.param(f"place.min_share.{level}", first) for level in ("street", "neighbourhood")}
        return [(level, share) for level, share in shares.items() if share]

    def lines(self, ledger: Ledger) -> Found:
        for level, share in self._levels(ledger):
            for place in sorted({getattr(site, level) for site in _open(ledger)} - {""}):
                mine = [site for site in _open(ledger) if getattr(site, level) == place]
                reached = sum(site.households for site in mine if site.community_id in ledger.scheme.picks)
                named = place.replace(";", "；").replace("=", "＝")
                limit = share * sum(site.households for site in mine)
                yield f"{level}={named}", Line(reached, ">=", limit, soft=True, unit="household")

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        if self._levels(ledger):
            missing = sum((max(Fraction(0), -line.margin) for _, line in self.lines(ledger)), Fraction(0))
            short = round_half_up(missing)
            yield Figure(ledger.facts.last, "place_shortfall", short, 0, short <= 0, "household")
