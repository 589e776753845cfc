"""A comparison made by hand: as many scenarios as asked for, some not proven, one without a plan, titles long."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from jiugai.analysis.compare import Comparison
from jiugai.analysis.compare.comparison import Tables
from jiugai.analysis.compare.proof import pair_rows
from jiugai.analysis.compare.rows import (
    ChangeRow,
    DifferenceRow,
    ObjectiveRow,
    PaymentRow,
    ScenarioRow,
    TotalRow,
)

_LONG = "省级补助减三成、居民出资提高到一半、管线专营单位按五成出资并且推迟一年开工"


def made(count: int = 3, step: int = 40, alike: bool = True) -> Comparison:
    """`count` scenarios with a plan, `step` points of benefit apart, and one without; `alike`: measured alike."""
    names = [f"s{place}" for place in range(count)]
    scenarios = [_scenario(name, place) for place, name in enumerate(names)]
    objectives = {
        name: (
            _stage(name, 1, "score", "max", 1000 + step * (place % 4), 30 * (place % 2), 1 if alike else place + 1),
            _stage(name, 2, "county_money", "min", 900 - 25 * (place % 3), 20 * (place % 2), 1),
        )
        for place, name in enumerate(names)
    }
    others = names[1:]
    tables = Tables(
        scenarios=(*scenarios, ScenarioRow("stuck", "infeasible")),
        objectives=tuple(row for rows in objectives.values() for row in rows),
        pairs=tuple(pair_rows(objectives, lambda one, other: (one, other) == ("s0", "s2"))),
        changes=tuple(
            ChangeRow(name, path, old, new)
            for name in others
            for path, old, new in (
                ("policy.utility.min_share", "3/10", "0.5"), ("case.funds.city.plan_year", "", "2023"),
                ("need_weights.age", "20", "30"), ("case", "a", "b"),
            )
        ),
        differences=tuple(
            DifferenceRow(name, f"c{place}", f"小区{place}", what, old, new)
            for name in others
            for place, (what, old, new) in enumerate(
                (
                    ("enters", "later", "2022"), ("leaves", "2022", "ineligible"), ("start_year", "2021", "2023"),
                    ("tier", "basic", "upgrade"), ("route", "", "gas"), ("works", "w1;w2", "w2"), ("payers", "f;g", "g;h;i"),
                    ("decision", "later", "ineligible"), ("cost_yuan", "10", "20"), ("enters", "", "2021"),
                )
            )
        ),
        payments=tuple(
            row
            for name in others
            for row in (
                PaymentRow(name, "c0", "小区0", "f", "中央资金", "central", 0, 500_000, 500_000),
                PaymentRow(name, "c1", "小区1", "g", "县级资金", "local", 800_000, 100_000, -700_000),
            )
        ),
        totals=tuple(
            row
            for name in others
            for row in (
                TotalRow(name, "central", "f", "中央资金", 0, 500_000, 500_000),
                TotalRow(name, "local", "g", "县级资金", 800_000, 100_000, -700_000),
            )
        ),
    )  # fmt: skip
    entries = [_entry(name, place) for place, name in enumerate([*names, "stuck"])]
    return Comparison(Path("reports/compare-s0"), {"base": "s0", "scenarios": entries}, tables)


def _scenario(name: str, place: int) -> ScenarioRow:
    wan = 10_000
    return ScenarioRow(
        name, "planned", 30 + place, 7000 + place, Decimal("612345.5"), 19_000 * wan, (2500 - 100 * place) * wan,
        10_000 * wan, 800 * wan, 0, Decimal("0.51234"), Decimal("0.0123"), 0, 9, 12, 300 * wan, 0, 2 * (place % 2),
        "upper_lapse;utility_shortfall" if place % 2 else "",
    )  # fmt: skip


def _stage(name: str, stage: int, objective: str, sense: str, value: int, gap: int, measure: int) -> ObjectiveRow:
    bound = value + (gap if sense == "max" else -gap)
    return ObjectiveRow(
        name,
        stage,
        objective,
        "",
        sense,
        Decimal(value),
        Decimal(bound),
        None,
        not gap,
        Decimal(value),
        Decimal(0),
        measure,
    )


def _entry(name: str, place: int) -> dict[str, object]:
    problems = [
        {"zh": "没有满足全部硬约束的方案", "en": "no plan satisfies every hard rule"},
        {"zh": "钱不够。", "en": "too little."},
    ]
    return {
        "name": name, "title": {"zh": f"{_LONG[place % 5 :]}{place}", "en": f"Province cut, residents pay half, {place}"},
        "question": "谁补上", "as_of": "2021-12-31", "folder": name, "plan": "" if name == "stuck" else "f" * 64,
        "problems": problems if name == "stuck" else [],
    }  # fmt: skip
