"""One small case for each rule that counts communities or households, every number to be checked by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from support.case import Row, Tables, community, envelope, fund, work

#: what begins is paid at once: a year of cost is the year of the start
AT_ONCE = {"policy.works.first_year_share": "1"}


@dataclass(frozen=True)
class ChoiceCase:
    """A case on which the rule decides who is renewed, or when.

    `starts`: community → start year of what is chosen; `lines`: label → (activity, limit, unit) of constraints.csv;
    `soft_broken`: its value, in points; `lax`: the scenario, `without`: the tables, that leave the rule out; `free`: the
    starts then, a plan in which the audit must name the rule.
    """

    tables: Tables
    starts: dict[str, int]
    lines: dict[str, tuple[str, str, str]]
    free: dict[str, int]
    soft_broken: float = 0.0
    years: tuple[int, int] = (2021, 2021)
    scenario: dict[str, Any] = field(default_factory=dict)
    lax: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    header: dict[str, Any] = field(default_factory=dict)


def _roads(costs: dict[str, int]) -> list[Row]:
    return [work(site, "road", cost) for site, cost in costs.items()]


def _county(**by_year: int) -> list[Row]:
    return [envelope("county_budget", int(year[1:]), yuan) for year, yuan in by_year.items()]


def s10() -> ChoiceCase:
    # 2021: one community at a time, for 900,000 yuan: the largest; 2022: 150 households, so b (100), but not with c (60)
    return ChoiceCase(
        tables={
            "communities": [community("a", households=120), community("b"), community("c", households=60)],
            "works": _roads({"a": 800_000, "b": 800_000, "c": 800_000}),
            "funds": [fund("county_budget")],
            "fund_years": _county(y2021=9_000_000, y2022=9_000_000),
            "capacity": [{"year": 2021, "communities": 1, "investment": 900_000}, {"year": 2022, "households": 150}],
        },
        years=(2021, 2022),
        starts={"a": 2021, "b": 2022},
        lines={
            "capacity=communities;year=2021": ("1.00", "1.00", "community"),
            "capacity=investment;year=2021": ("800000.00", "900000.00", "yuan"),
            "capacity=households;year=2022": ("100.00", "150.00", "household"),
        },
        scenario={"overrides": AT_ONCE},
        lax={"overrides": AT_ONCE},
        without=("capacity",),
        free={"a": 2021, "b": 2021, "c": 2021},
    )


def s11() -> ChoiceCase:
    # money for one a year; b, the larger, would come first, but 120 households are to start in 2022; two of the three
    # communities of the published aim: 100 / 3 percent missed at 2 points
    scenario = {"overrides": AT_ONCE, "soft_weights": {"E1": 100, "F9": 1, "S11": 2}}
    return ChoiceCase(
        tables={
            "communities": [community("a"), community("b", households=150)],
            "works": _roads({"a": 900_000, "b": 900_000}),
            "funds": [fund("county_budget")],
            "fund_years": _county(y2021=1_000_000, y2022=1_000_000),
            "tasks": [{"year": 2022, "households": 120, "floor_area_m2": 8000}],
        },
        years=(2021, 2022),
        starts={"a": 2021, "b": 2022},
        lines={
            "task=households;year=2022": ("150.00", "120.00", "household"),
            "task=floor_area_m2;year=2022": ("8000.00", "8000.00", "m2"),
            "aim=communities": ("2.00", "3.00", "community"),
        },
        soft_broken=200 / 3,
        scenario=scenario,
        lax=scenario,
        without=("tasks",),
        header={"targets": {"communities": 3}},
        free={"b": 2021, "a": 2022},
    )


def q1() -> ChoiceCase:
    # 1,000,000 yuan: the basic works of both, or all of the candidate a and nothing else
    return ChoiceCase(
        tables={
            "communities": [community("a", demonstration="candidate"), community("b")],
            "works": [*_roads({"a": 500_000, "b": 500_000}), work("a", "greening", 400_000, "improvement")],
            "funds": [fund("county_budget")],
            "fund_years": _county(y2021=1_000_000),
        },
        starts={"a": 2021},
        lines={"what=model": ("1.00", "1.00", "community")},
        lax={"overrides": {"policy.demonstration.least": "0"}},
        free={"a": 2021, "b": 2021},
    )


def q3() -> ChoiceCase:
    # two of three: a and c are the larger, but half of the 60 households of West Street is to be reached; East: 90 of 180
    return ChoiceCase(
        tables={
            "communities": [
                community("a", street="东街"),
                community("b", street="西街;b=1", households=60),
                community("c", street="东街", households=80),
            ],
            "works": _roads({"a": 500_000, "b": 500_000, "c": 500_000}),
            "funds": [fund("county_budget")],
            "fund_years": _county(y2021=1_000_000),
        },
        starts={"a": 2021, "b": 2021},
        lines={
            "street=东街": ("100.00", "90.00", "household"),
            "street=西街；b＝1": ("60.00", "30.00", "household"),
        },
        scenario={"overrides": {"policy.place.min_share.street": "1/2"}},
        free={"a": 2021, "c": 2021},
    )


def f8() -> ChoiceCase:
    # the water company may pay 600,000 of the pipeline: with 0.4 of public money that is enough, the road is not shared
    return ChoiceCase(
        tables={
            "communities": [community("a")],
            "works": [work("a", "water", 1_000_000), work("a", "road", 500_000)],
            "funds": [fund("utility", "water_co"), fund("county_budget")],
            "fund_years": [envelope("water_co", 2021, 550_000), *_county(y2021=9_000_000)],
        },
        starts={},
        lines={},
        scenario={"overrides": {"policy.public.max_share": "0.4"}},
        free={"a": 2021},
    )


def s12() -> ChoiceCase:
    # money for one basic scope a year; b, the larger, would come first, but the task of 2021 is a, road and greening
    task = [{"project_id": "p", "plan_year": 2021, "task_no": "1号", "locked_on": "2021-12-31"}]
    return ChoiceCase(
        tables={
            "projects": task,
            "communities": [community("a", project_id="p", locked_tier="improvement"), community("b", households=150)],
            "works": [*_roads({"a": 500_000, "b": 900_000}), work("a", "greening", 400_000, "improvement")],
            "funds": [fund("county_budget"), fund("utility", "water_co")],
            "fund_years": [*_county(y2021=1_000_000), envelope("water_co", 2021, 0)],
            "commitments": [{"work_id": "a.road", "fund_id": "county_budget", "year": 2021, "committed": 300_000}],
        },
        starts={"a": 2021},
        lines={
            "community=a": ("1.00", "1.00", "community"),
            "community=a;fund=county_budget;year=2021": ("900000.00", "300000.00", "yuan"),
        },
        lax={"as_of": "2021-12-30"},
        free={"b": 2021},
    )


CHOICE_CASES: dict[str, Callable[[], ChoiceCase]] = {"S10": s10, "S11": s11, "S12": s12, "F8": f8, "Q1": q1, "Q3": q3}
