"""Grants of the brute force, from docs/formats.md 3.4 alone: envelopes, standards (F5), formula (F1), bargain (F14), Q4."""

from __future__ import annotations

import itertools
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allocation.brute import Facts, Option, Terms

UPPER = ("central", "provincial")


def entitled(facts: Facts, fund: dict[str, Any], binding: str) -> list[dict[str, Any]]:
    rows = facts.study.case.table("fund_entitlements").to_dict("records")
    mine = [row for row in rows if row["fund_id"] == fund["fund_id"] and row["binding"] == binding]
    return [row for row in mine if row["basis"] != "matching"]


def matched(facts: Facts, fund: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Start year → the bargain of the fund."""
    rows = facts.study.case.table("fund_entitlements").to_dict("records")
    return {row["year"]: row for row in rows if row["fund_id"] == fund["fund_id"] and row["basis"] == "matching"}


def per_unit(facts: Facts, fund: dict[str, Any], row: dict[str, Any]) -> Fraction:
    """3.4: rate × share; what is blank is the policy's."""
    policy = row["basis"] == "cost" or pd.isna(row["rate"])
    share, rate = row["share"], row["rate"]
    if pd.isna(share):
        share = facts.study.param("city.share", row["year"]) if policy and fund["level"] == "city" else None
        share = 1 if share is None else share
    if row["basis"] == "cost":
        return Fraction(share)
    if pd.isna(rate):
        name = "province.per_household" if fund["level"] == "province" else "city.per_m2"
        rate = facts.study.param(name, row["year"])
    return Fraction(int(rate)) * share


def factor_share(facts: Facts, fund: dict[str, Any], year: int) -> Fraction:
    share = Fraction(0)
    for row in facts.study.case.table("fund_factors").to_dict("records"):
        if (row["fund_id"], row["year"]) == (fund["fund_id"], year):
            policy = facts.study.param(f"central.factor_weight.{row['factor']}", year)
            weight = policy if pd.isna(row["weight"]) else row["weight"]
            assert weight is not None
            share += weight * row["own"] * (1 if pd.isna(row["difficulty"]) else row["difficulty"]) / row["total"]
    return share


def allotments(facts: Facts, fund: dict[str, Any]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for row in facts.study.case.table("fund_years").to_dict("records"):
        if row["fund_id"] == fund["fund_id"]:
            found[row["year"]] += row["envelope"]
    for row in entitled(facts, fund, ""):
        quantity = factor_share(facts, fund, row["year"]) if row["basis"] == "formula" else row["quantity"]
        due = int(per_unit(facts, fund, row) * quantity)
        found[row["year"]] += due if pd.isna(row["cap"]) else min(due, int(row["cap"]))
    return {year: int(performance(facts, fund, year) * yuan) for year, yuan in found.items()}


def performance(facts: Facts, fund: dict[str, Any], year: int) -> Fraction:
    """Q4: upper-level money applied for."""
    scaled = facts.on("Q4") and fund["kind"] in UPPER and fund["status"] == "applied"
    return facts.ratio("performance.multiplier", year, 1) if scaled else Fraction(1)


class Grants:
    """The rows of money by standard and of matched grants of one combination."""

    facts: Facts
    chosen: tuple[Option, ...]
    without: frozenset[str]
    at_most: list[tuple[Terms, float]]

    def may_pay(self, fund: dict[str, Any], work: dict[str, Any], option: Option) -> bool:
        raise NotImplementedError

    def pays(self, **wanted: Any) -> Iterator[int]:
        raise NotImplementedError

    @staticmethod
    def sum(numbers: Iterable[int], factor: float = 1.0) -> Terms:
        return dict.fromkeys(numbers, factor)

    def _most(self, fund: dict[str, Any], option: Option, rows: list[dict[str, Any]], capped: bool) -> int:
        """Most of the fund for an option: promised in progress, else the least of the standards of its start year."""
        if option.continuing:
            mine = {work["work_id"] for work in option.works}
            return sum(
                promise["committed"]
                for promise in self.facts.promises
                if promise["work_id"] in mine
                and promise["fund_id"] == fund["fund_id"]
                and promise["year"] in self.facts.years
            )
        payable = {w["work_id"] for w in option.works if self.may_pay(fund, w, option)}
        units = {
            "household": Fraction(option.site["households"]),
            "floor_area": Fraction(str(option.site["floor_area_m2"])),
            "building": Fraction(option.site["buildings"]),
            "community": Fraction(1),
            "cost": Fraction(sum(yuan for (work, _), yuan in option.costs.items() if work in payable)),
        }
        now = [row for row in rows if row["year"] == option.start]
        factor = performance(self.facts, fund, option.start)
        limits = [int(factor * per_unit(self.facts, fund, row) * units[row["basis"]]) for row in now]
        limits += [int(row["cap"]) for row in now if capped and not pd.isna(row["cap"])]
        return min(limits, default=0)

    def _standards(self) -> None:
        for fund in self.facts.funds:
            name = fund["fund_id"]
            if rows := entitled(self.facts, fund, "site"):
                for option in self.chosen:
                    terms = self.sum(self.pays(fund=name, site=option.site["community_id"]))
                    self.at_most.append((terms, self._most(fund, option, rows, capped=True) / 1e4))
            if rows := entitled(self.facts, fund, "chosen"):
                for start in {option.start for option in self.chosen}:
                    now = [option for option in self.chosen if option.start == start]
                    terms = {}
                    for option in now:
                        terms |= self.sum(self.pays(fund=name, site=option.site["community_id"]))
                    old, new = (
                        sum(self._most(fund, o, rows, capped=False) for o in now if o.continuing == running)
                        for running in (True, False)
                    )
                    caps = [int(row["cap"]) for row in rows if row["year"] == start and not pd.isna(row["cap"])]
                    self.at_most.append((terms, (old + min([new, *caps])) / 1e4))

    def _matching(self) -> None:
        """F14: three lines in the residents' money, or no grant at all (communities of `without`)."""
        for fund in self.facts.funds:
            rows = matched(self.facts, fund)
            for option in self.chosen if rows else ():
                site = option.site["community_id"]
                grant = self.sum(self.pays(fund=fund["fund_id"], site=site))
                counted = {w["work_id"]: w for w in option.works if w["trade"] != "elevator"}
                cost = {work: sum(y for (w, _), y in option.costs.items() if w == work) for work in counted}
                whole = sum(cost.values())
                if option.continuing or option.start not in rows or not whole or site in self.without:
                    due = self._most(fund, option, [], capped=False) if option.continuing else 0
                    self.at_most.append((grant, due / 1e4))
                    continue
                row = rows[option.start]

                def param(name: str, year: int = option.start) -> Fraction:
                    return self.facts.ratio(f"matching.{name}", year, 0)

                floor = sum(param(f"floor.{counted[work]['tier']}") * yuan for work, yuan in cost.items())
                rate = param("base") if pd.isna(row["rate"]) else Fraction(int(row["rate"]))
                ratio = param("ratio") if pd.isna(row["share"]) else row["share"]
                base = min(rate * Fraction(str(option.site["floor_area_m2"])), Fraction(whole))
                brought: Terms = {}
                for work in counted:
                    brought |= self.sum(self.pays(kind="resident", work=work))
                for points in (param("loss"), param("gain")):
                    slope = float(base * points / whole)
                    limit = float(base * (ratio - points * floor / whole)) / 1e4
                    self.at_most.append((grant | dict.fromkeys(brought, -slope), limit))
                top = float(base * (ratio + param("most"))) / 1e4
                cap = top if pd.isna(row["cap"]) else min(top, int(row["cap"]) / 1e4)
                self.at_most.append((grant, cap))


def without_grant(facts: Facts, chosen: tuple[Option, ...]) -> list[frozenset[str]]:
    """Sets of communities that may do without a matched grant: all of them where the case has one."""
    if not any(matched(facts, fund) for fund in facts.funds):
        return [frozenset()]
    sites = [option.site["community_id"] for option in chosen if not option.continuing]
    return [frozenset(some) for size in range(len(sites) + 1) for some in itertools.combinations(sites, size)]
