"""Every street, every neighbourhood gets its part."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from jiugai.allocation.money_rules.base import AT_LEAST, HOUSEHOLD, Indicator, MoneyRule, Row, label
from jiugai.frames import each_item
from jiugai.inputs.rule import Dated, parameter
from jiugai.money import Exact, round_half_up

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

#: `;` and `=` part a label: in a name they are written wide
_WIDE = str.maketrans(";=", "；＝")


class PlaceFloor(MoneyRule):
    """At least a share of the households of every street or neighbourhood is reached (片区保底), a choice of the user.

    For each place g (a street; a neighbourhood), with its own share:
        Σ_{o in g} choose[o] · households[o] + short[g]  ≥  min_share[first plan year] · households[g]

    households[g]: of the communities of g that are not completed, whether or not they have an option. Soft.
    """

    id = "Q3"
    soft = True
    of_street = parameter("place.min_share.street")
    of_neighbourhood = parameter("place.min_share.neighbourhood")

    def _levels(self) -> Iterator[tuple[str, Fraction]]:
        """(column of communities, share asked for), for the levels that are asked for."""
        levels: tuple[tuple[str, Dated], ...] = (("street", self.of_street), ("neighbourhood", self.of_neighbourhood))
        for column, shares in levels:
            share = shares[self.study.case.first_year]
            if share:
                yield column, share

    def rows(self, problem: Problem) -> Iterator[Row]:
        sites = self.study.case.table("communities")
        sites = sites[sites["stage"] != "completed"]
        options = problem.menu.options
        for column, share in self._levels():
            for place, households in each_item(sites[sites[column] != ""].groupby(column)["households"].sum()):
                asked = share * int(households)
                mine = options["households"].where(options[column] == place, 0)
                reached = problem.chosen(mine.to_numpy(dtype=np.float64))

                def settle(
                    settled: Settled, column: str = column, place: str = place, asked: Fraction = asked
                ) -> tuple[Exact, Exact]:
                    chosen = settled.problem.menu.options[settled.chosen]
                    return int(chosen["households"][chosen[column] == place].sum()), asked

                yield Row(
                    label(**{column: str(place).translate(_WIDE)}), reached, AT_LEAST, problem.constant(float(asked)),
                    soft=Fraction(1), settle=settle, unit=HOUSEHOLD,
                )  # fmt: skip

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        if any(True for _ in self._levels()):
            lines = (settled.line(row) for row in settled.problem.rows[self.id])
            short = round_half_up(sum((Fraction(line.short) for line in lines), Fraction(0)))
            yield Indicator(
                self.study.case.last_year, "place_shortfall", short, 0, short <= 0, warning=True, unit=HOUSEHOLD
            )

    def remark(self, problem: Problem) -> str:
        """Communities of no named place are in no floor: that is said."""
        sites = self.study.case.table("communities")
        sites = sites[sites["stage"] != "completed"]
        words = {"street": "街道", "neighbourhood": "社区"}
        levels = [column for column, _ in self._levels()]
        if not levels:
            return "没有给出片区保底比例（place.min_share.street、place.min_share.neighbourhood），不作要求"
        missing = {column: int((sites[column] == "").sum()) for column in levels}
        return "；".join(f"{count}个小区没有填写{words[column]}，不计入" for column, count in missing.items() if count)
