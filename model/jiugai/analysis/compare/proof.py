"""Whether two plans differ provably: their objectives in order, each with what is not ruled out beyond its value.

Of an objective the solver knows a value that it reached and a bound that no plan passes while the earlier objectives
are held; the best value lies between. Going down the order of two scenarios, as long as both ask for the same
objective, measured alike:

    both ranges are one value, the same     equal so far: go on to the next
    the ranges have no value in common      the plans differ, proven; `better` by this objective
    the ranges meet                         open: the difference is within what is not proven, and all that follows is

Where the order ends: equal. Where the objectives part before it is decided: apart, nothing is said of the rest. Beside
it stands whether the two plans decide and pay the same: different questions may have one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from jiugai.analysis.compare.rows import ObjectiveRow, PairRow
from jiugai.inputs.study import Study

#: verdicts: decided by the objective named, in favour of `better`; not ruled out that they are the same; the same in
#: every objective; not comparable from the objective named on
DIFFER, OPEN, EQUAL, APART = "differ", "open", "equal", "apart"

#: values closer than this are one: plan.json gives four decimals, and a stage is held to 0.1 yuan
_SAME = Decimal("0.0002")

Measure = tuple[Hashable, ...]


def alike_measures(studies: Sequence[Study]) -> list[dict[str, int]]:
    """Of every study: objective → the number of the first study, from 1, that measures it alike."""
    measured = [measures(study) for study in studies]
    return [
        {
            name: next(at for at, other in enumerate(measured, start=1) if other.get(name) == measure)
            for name, measure in mine.items()
        }
        for mine in measured
    ]


def measures(study: Study) -> dict[str, Measure]:
    """Objective → what its numbers hang on beside the facts of the case; alike where these are the same."""
    asked = study.scenario
    need = (tuple(sorted(asked.need_weights.items())), asked.as_of.year)
    soft = tuple(
        (rule, study.soft_weight(rule)) for rule, entry in study.rules.items() if entry.soft and study.in_force(rule)
    )
    hangs_on: dict[str, Measure] = {
        "soft_broken": soft,
        "score": (*need, tuple(sorted(asked.tier_weights.items()))),
        "county_money": (asked.discount_rate,),
        "tie_break": need,
    }
    return {objective.name: (study.years, *hangs_on.get(objective.name, ())) for objective in asked.objectives}


def pair_rows(
    objectives: Mapping[str, Sequence[ObjectiveRow]],
    same: Callable[[str, str], bool],
) -> list[PairRow]:
    """The verdict on every two scenarios that have a plan, in the order given; `same`: have they one plan?"""
    return [replace(_pair(objectives, one, other), same=same(one, other)) for one, other in combinations(objectives, 2)]


def _pair(objectives: Mapping[str, Sequence[ObjectiveRow]], one: str, other: str) -> PairRow:
    mine, theirs = objectives[one], objectives[other]
    for a, b in zip(mine, theirs, strict=False):
        if (a.objective, a.measure) != (b.objective, b.measure):
            return _row(APART, a, b if a.objective == b.objective else None, one, other)
        first, second = reach(a), reach(b)
        if not meet(first, second):
            ahead = (a.value > b.value) == (a.sense == "max")
            return _row(DIFFER, a, b, one, other, one if ahead else other)
        if not (_closed(first) and _closed(second)):
            return _row(OPEN, a, b, one, other)
    if len(mine) == len(theirs):
        return PairRow(one, other, EQUAL, "", None, None, None, None, "")
    longer = (mine if len(mine) > len(theirs) else theirs)[min(len(mine), len(theirs))]
    return PairRow(one, other, APART, longer.objective, None, None, None, None, "")


Reach = tuple[Decimal | None, Decimal | None]


def reach(row: ObjectiveRow) -> Reach:
    """(lowest, highest) value that the best plan may have; None where nothing is known beyond."""
    return reach_of(row.value, row.bound, row.proven, row.sense)


def reach_of(value: Decimal, bound: Decimal | None, proven: bool, sense: str) -> Reach:
    """The same of an objective by its value, what is not passed, and `max` or `min`."""
    best = value if proven else bound
    return (value, best) if sense == "max" else (best, value)


def meet(first: Reach, second: Reach) -> bool:
    """Whether two objectives may have one value."""
    return _below(first[0], second[1]) and _below(second[0], first[1])


def _below(low: Decimal | None, high: Decimal | None) -> bool:
    return low is None or high is None or low <= high + _SAME


def _closed(reached: Reach) -> bool:
    low, high = reached
    return low is not None and high is not None and high - low <= _SAME


def _row(verdict: str, a: ObjectiveRow, b: ObjectiveRow | None, one: str, other: str, better: str = "") -> PairRow:
    return PairRow(one, other, verdict, a.objective, *_known(a), *_known(b), better)


def _known(row: ObjectiveRow | None) -> Reach:
    """(value, what is not passed)."""
    return (None, None) if row is None else (row.value, row.value if row.proven else row.bound)
