"""What belongs to an option, and when it costs money: S1, S2, S5, S9 (3.1). `scheme.py` rebuilds options with these."""

from __future__ import annotations

from collections.abc import Sequence

from jiugai.audit.facts import PIPELINES, Facts, Work
from jiugai.audit.rules.base import RuleCheck
from jiugai.money import round_half_up


class TiersInOrder(RuleCheck):
    """S1: tiers in order, without a gap among those the community lacks."""

    id = "S1"

    @staticmethod
    def scopes(lacking: Sequence[str]) -> list[tuple[str, ...]]:
        """
        >>> TiersInOrder.scopes(["basic", "upgrade"])
        [('basic',), ('basic', 'upgrade')]
        """
        return [tuple(lacking[:size]) for size in range(1, len(lacking) + 1)]


class HazardsFirst(RuleCheck):
    """S2: a work with a safety hazard belongs to every scope."""

    id = "S2"

    @staticmethod
    def always(work: Work) -> bool:
        return work.hazard


class OneDig(RuleCheck):
    """S5: a pipeline work falls wholly in the start year."""

    id = "S5"

    @staticmethod
    def at_once(work: Work) -> bool:
        return work.trade in PIPELINES


class WorksProfile(RuleCheck):
    """S9: another work by the first-year share, half up to a yuan, the rest in the year after."""

    id = "S9"

    @staticmethod
    def first_year(facts: Facts, work: Work, start: int) -> int:
        return round_half_up(facts.ratio("works.first_year_share", start, 1) * work.cost)
