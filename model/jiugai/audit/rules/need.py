"""Need: Q2 the score and how firm its order is, F18 what residents offer (3.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from jiugai.audit.facts import Facts
from jiugai.audit.force import applies
from jiugai.audit.records import Community
from jiugai.audit.rules.base import RuleCheck


class PaysFirst(RuleCheck):
    """F18: a quarter of the part for each offer that is stated with yes."""

    id = "F18"

    @staticmethod
    def part(community: Community) -> int:
        offers = (
            community.willing_to_pay, community.fee_promised, community.fund_renewal, community.removal_cooperation,
        )  # fmt: skip
        return 25 * sum(offer is True for offer in offers)


def parts(facts: Facts, community: Community) -> dict[str, int]:
    """The parts of the need score, each 0-100."""
    works = facts.works_of.get(community.community_id, ())
    return {
        "age": 2 * min(max(facts.study.scenario.as_of.year - community.built_year, 0), 50),
        "hazard": 100 if any(work.hazard for work in works) else 0,
        "facilities": 10 * community.need_facilities,
        "care": 10 * community.need_care,
        "pays_first": PaysFirst.part(community) if applies(facts.study, PaysFirst.id) else 0,
    }


class NeedScore(RuleCheck):
    """Q2: weighted parts, half up; standing of every community that is new or later under all weights ± 50 %."""

    id = "Q2"

    @staticmethod
    def score(facts: Facts, community: Community) -> int:
        found, weights = parts(facts, community), facts.study.scenario.need_weights
        return (2 * sum(weight * found[part] for part, weight in weights.items()) + 100) // 200

    @staticmethod
    def standings(facts: Facts, decisions: Mapping[str, str]) -> dict[str, str]:
        """Community → in, debatable or out, of those that are new or later; `decisions`: of all communities."""
        open_ = [site for site, decision in decisions.items() if decision in ("new", "later")]
        taken = sum(decision == "new" for decision in decisions.values())
        found = [parts(facts, facts.communities[site]) for site in open_]
        return dict(zip(open_, _standings(found, facts.study.scenario.need_weights, taken), strict=True))


def _standings(found: Sequence[dict[str, int]], weights: Mapping[str, int], taken: int) -> list[str]:
    """In, debatable or out of each site, from exact sums in every way of halving or raising the weights by half."""
    names = list(weights)
    firm, never = [True] * len(found), [True] * len(found)
    for factors in product((1, 3), repeat=len(names)):
        scores = [
            sum(factor * weights[name] * part[name] for factor, name in zip(factors, names, strict=True))
            for part in found
        ]
        for number, score in enumerate(scores):
            level = sum(other >= score for other in scores)
            firm[number] &= level <= taken
            never[number] &= sum(other > score for other in scores) >= taken
    return ["in" if sure else "out" if none else "debatable" for sure, none in zip(firm, never, strict=True)]
