"""What people do today: down the list by need, each community as fully as can still be paid."""

from __future__ import annotations

import math
from collections.abc import Iterator

from jiugai.allocation.tradeoff import Found, TradeOff, X
from jiugai.frames import each_row
from jiugai.menu.benefit import need_score


class Ranking:
    """Plans by rank within a limit on x.

    The communities not in progress stand in the order of the objective `tie_break`: need score (high first), then id.
    Each takes the fullest scope (most tiers) that is still possible, as early as possible; what does not fit is
    skipped, and never taken up again. Possible: the relaxation in which the communities before are as decided and
    those after are free has a solution with x at most the limit; the whole list is then completed without relaxation.
    The same questions come up at every limit until the money runs out, so their answers are kept.
    """

    def __init__(self, tradeoff: TradeOff) -> None:
        self._tradeoff = tradeoff
        options = tradeoff.menu.options
        need = need_score(tradeoff.study, options)
        self._fixed = [int(number) for number in options.index[options["fixed"]]]
        free = options.assign(need=need, number=range(len(options)))[~options["fixed"]]
        self._sites: list[tuple[str, list[int]]] = []
        for site in free.drop_duplicates("community_id").sort_values(["need", "community_id"], ascending=[False, True])[
            "community_id"
        ]:
            mine = free[free["community_id"] == site]
            order = sorted(each_row(mine), key=lambda o: (-int(o.scope).bit_count(), int(o.start_year), str(o.option)))
            self._sites.append((str(site), [int(option.number) for option in order]))
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...], str], float] = {}

    def within(self, limit: float) -> Found | None:
        """The best plan by rank with x at most `limit`; None where going down the list ends in none."""
        taken = self._down_the_list(limit)
        tradeoff = self._tradeoff
        found = [tradeoff.complete(plan, limit) for plan in self._candidates(taken)]
        plans = [plan for plan in found if plan is not None and plan.x <= limit + tradeoff.slack(X)]
        return min(plans, key=lambda plan: (plan.y, plan.x), default=None)

    def _candidates(self, taken: list[int]) -> Iterator[list[int]]:
        """The list as far as it went; where y is a cost, also where it could have stopped before."""
        yield taken
        if self._tradeoff.stages["y"].sense == "min":
            for length in range(len(taken) - 1, len(self._fixed) - 1, -1):
                yield taken[:length]

    def _down_the_list(self, limit: float) -> list[int]:
        taken = list(self._fixed)
        closed: list[int] = []
        for site, options in self._sites:
            option = self._fullest(site, options, taken, closed, limit)
            closed += [number for number in options if number != option]
            if option is not None:
                taken.append(option)
        return taken

    def _fullest(self, site: str, options: list[int], taken: list[int], closed: list[int], limit: float) -> int | None:
        first, *rest = options
        if self._fits([*taken, first], closed, limit):
            return first
        if not rest or not self._fits(taken, closed, limit, site):
            return None
        return next((option for option in rest if self._fits([*taken, option], closed, limit)), None)

    def _fits(self, taken: list[int], closed: list[int], limit: float, site: str = "") -> bool:
        key = (tuple(taken), tuple(closed), site)
        if key not in self._known:
            self._known[key] = self._tradeoff.cheapest(taken, closed, site)
        return math.isfinite(self._known[key]) and self._known[key] <= limit + self._tradeoff.slack(X)
