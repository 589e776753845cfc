"""What belongs to an option, and when it costs money: H1, H3, S1, S2, S5, S9 (3.1). `options.py` rebuilds options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


class OneRoute(RuleCheck):
    """H1: an option takes one of the routes of its works whole, and no work of another."""

    id = "H1"

    @staticmethod
    def names(works: Iterable[Work]) -> list[str]:
        return sorted({work.route for work in works if work.route})

    @staticmethod
    def of(works: Sequence[Work], route: str) -> tuple[Work, ...]:
        """The works that an option of the route may hold; without a route: all, of which it must hold no routed one."""
        return tuple(work for work in works if not route or work.route in ("", route))

    @staticmethod
    def fits(works: Iterable[Work], route: str) -> bool:
        """Whether the works of an option are of this route and of no other."""
        return {work.route for work in works} - {""} == ({route} if route else set())


class OneDig(RuleCheck):
    """S5: a pipeline work falls wholly in the start year."""

    id = "S5"

    @staticmethod
    def at_once(work: Work) -> bool:
        return work.trade in PIPELINES


class WorksProfile(RuleCheck):
    """S9: another work by the first-year share, half up to a yuan, the rest a year after, the retention later."""

    id = "S9"

    @staticmethod
    def first_year(facts: Facts, work: Work, start: int) -> int:
        return round_half_up(
            facts.ratio("works.first_year_share", start, 1) * (work.cost - WorksProfile.held(facts, work, start))
        )

    @staticmethod
    def held(facts: Facts, work: Work, start: int) -> int:
        """The retention, half up to a yuan; nothing without a share."""
        return round_half_up(facts.ratio("works.retention_share", start, 0) * work.cost)

    @staticmethod
    def paid_out(facts: Facts, start: int, done: int) -> int:
        """The year in which the retention falls due, be it after the plan."""
        return done + int(facts.ratio("works.retention_years", start, 1))


def ready_at_once(work: Work) -> bool:
    """H3: a work of a route falls wholly in the start year, to be ready before the season."""
    return work.route != ""
