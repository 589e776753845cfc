"""A comparison ties with the files of its plans, to the yuan: recomputed here from the CSV files alone."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiugai.analysis.compare import Comparison, compare, comparison_of, open_comparison
from jiugai.analysis.compare.comparison import COMPARISON, KINDS
from jiugai.analysis.compare.summary import summary
from jiugai.errors import DataError
from jiugai.run import open_plan, read_study

Rows = list[dict[str, str]]


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def paid(folder: Path, *keys: str) -> Counter[tuple[str, ...]]:
    """Yuan of funding.csv by the columns named."""
    sums: Counter[tuple[str, ...]] = Counter()
    for line in rows(folder / "funding.csv"):
        sums[tuple(line[key] for key in keys)] += int(line["yuan"])
    return sums


def folders(compared: Comparison) -> Iterator[tuple[str, Path]]:
    """Scenario → its plan folder, the base apart."""
    for line in rows(compared.folder / "scenarios.csv"):
        if line["state"] == "planned" and line["scenario"] != compared.base:
            yield line["scenario"], compared.folder.parent / line["scenario"]


def test_every_yuan_that_moves_is_listed(compared: Comparison) -> None:
    base = compared.folder.parent / compared.base
    listed = rows(compared.folder / "payments.csv")
    for name, folder in folders(compared):
        before, after = (paid(place, "community_id", "fund_id", "kind") for place in (base, folder))
        expected = {
            (*key, before[key], after[key], after[key] - before[key])
            for key in before | after
            if before[key] != after[key]
        }
        found = {
            (line["community_id"], line["fund_id"], line["kind"], *(int(line[f"{which}_yuan"]) for which in ("old", "new", "difference")))
            for line in listed
            if line["scenario"] == name
        }  # fmt: skip
        assert found == expected
        assert found


def test_totals_are_those_of_the_plans(compared: Comparison) -> None:
    listed = rows(compared.folder / "totals.csv")
    for name, folder in folders(compared):
        mine = [line for line in listed if line["scenario"] == name]
        for which, place in (("old", compared.folder.parent / compared.base), ("new", folder)):
            sums = paid(place, "fund_id", "kind")
            assert {(line["fund_id"], line["kind"]): int(line[f"{which}_yuan"]) for line in mine} == {
                (line["fund_id"], line["kind"]): sums[line["fund_id"], line["kind"]] for line in mine
            }
            assert sum(int(line[f"{which}_yuan"]) for line in mine) == sum(sums.values())
        moved = sum(
            int(line["difference_yuan"]) for line in rows(compared.folder / "payments.csv") if line["scenario"] == name
        )
        assert moved == sum(int(line["difference_yuan"]) for line in mine)


def decided(folder: Path) -> dict[str, dict[str, str]]:
    return {line["community_id"]: line for line in rows(folder / "selection.csv")}


def test_who_enters_leaves_and_moves(compared: Comparison) -> None:
    before = decided(compared.folder.parent / compared.base)
    taken = ("new", "continuing")
    listed = [(line["scenario"], line["community_id"], line["what"], line["old"], line["new"])
              for line in rows(compared.folder / "differences.csv")]  # fmt: skip
    assert len(set(listed)) == len(listed)
    for name, folder in folders(compared):
        expected = set()
        for site, new in decided(folder).items():
            old = before[site]
            was, now = old["decision"] in taken, new["decision"] in taken
            if was != now:
                words = (old["decision"], new["start_year"]) if now else (old["start_year"], new["decision"])
                expected.add((name, site, "enters" if now else "leaves", *words))
            elif was:
                expected |= {
                    (name, site, what, old[what], new[what])
                    for what in ("start_year", "tier", "route", "cost_yuan")
                    if old[what] != new[what]
                }
        assert {line for line in listed if line[0] == name and line[2] not in ("payers", "works")} == expected
        assert {("d", "enters"), ("b", "start_year")} <= {(line[1], line[2]) for line in expected}


def test_a_scenario_at_a_glance(compared: Comparison) -> None:
    found = {line["scenario"]: line for line in rows(compared.folder / "scenarios.csv")}
    places = dict(folders(compared)) | {compared.base: compared.folder.parent / compared.base}
    for name, folder in places.items():
        line, plan = found[name], decided(folder)
        kinds, by_fund = paid(folder, "kind"), paid(folder, "fund_id")
        taken = [site for site, row in plan.items() if row["decision"] in ("new", "continuing")]
        households = {"a": 100, "b": 100, "c": 60, "d": 150, "e": 100}
        assert int(line["communities"]) == len(taken)
        assert int(line["households"]) == sum(households[site] for site in taken)
        assert int(line["floor_area_m2"]) == 8000 * len(taken)
        assert int(line["cost_yuan"]) == sum(int(plan[site]["cost_yuan"]) for site in taken) == sum(kinds.values())
        assert int(line["county_yuan"]) == int(line["applied_yuan"]) == by_fund["county",]
        assert int(line["upper_yuan"]) == by_fund["centre",]
        assert int(line["general_bonds_yuan"]) == by_fund["bond",] == 100_000
        assert (line["gap_yuan"], line["special_bonds_yuan"], line["warnings"]) == ("0", "0", "0")
        assert int(line["streets"]) == len({"abcd".find(site) // 2 if site in "abcd" else 9 for site in taken})
        # 6,000,000 of old and 100,000 of new debt over means of 150,000,000
        assert (line["debt_ratio"], line["debt_ratio_change"]) == ("0.040667", "0.000667")
    assert found["stuck"]["state"] == "infeasible"
    assert set(found["stuck"].values()) == {"stuck", "infeasible", ""}


def test_what_was_changed(compared: Comparison) -> None:
    changes = [tuple(line.values()) for line in rows(compared.folder / "changes.csv")]
    assert [line for line in changes if line[0] != "base"] == [
        ("rich", "case", "case", "rich_case"),
        ("rich", "policy.resident.collection_rate", "0.1", "0.8"),
        ("rich", "tier_weights.basic", "3", "1"),
        ("rich", "tier_weights.improvement", "4", "9"),
        ("rich", "tier_weights.upgrade", "5", "9"),
        ("stuck", "case", "case", "poor_case"),
    ]
    # of its many overrides those that say what holds anyhow are no change
    assert [line for line in changes if line[0] == "base"] == [
        ("base", "policy.windows.one_per_project", "", "0"),
        ("base", "policy.windows.one_per_work", "1", "0"),
    ]


def test_objectives_are_those_of_the_plans(compared: Comparison) -> None:
    listed = rows(compared.folder / "objectives.csv")
    for name in ("base", "rich"):
        manifest = json.loads((compared.folder.parent / name / "plan.json").read_text("utf-8"))
        mine = [line for line in listed if line["scenario"] == name]
        assert [line["objective"] for line in mine] == [row["name"] for row in manifest["objectives"]]
        for line, row in zip(mine, manifest["objectives"], strict=True):
            assert [float(line[key]) for key in ("value", "bound", "final")] == [
                row[key] for key in ("value", "bound", "final")
            ]


def test_the_one_that_has_no_plan_is_told_with_the_reason(compared: Comparison) -> None:
    told = summary(compared, "zh")
    assert "没有钱：无可行方案" in told
    assert "续建工程当年造价 200,000 元须全额落实资金" in told
    assert "“基准”与“县里多出”：差别已证明，“县里多出”的“基础类改造受益户数”更好" in told
    assert "stuck: no feasible plan" in summary(compared, "en")
    assert not (compared.folder.parent / "stuck").exists()
    problems = compared.scenario("stuck")["problems"]
    assert problems
    assert str(compared.folder.parent) not in json.dumps(problems)  # no folder of this machine


def test_again_it_reuses_every_plan_and_gives_the_same_bytes(compared: Comparison, scenarios: dict[str, Path]) -> None:
    """Into another folder, from the plans that stand; without the scenario that has none."""
    again = compare([scenarios["base"], scenarios["rich"]], compared.folder.parent / "again").folder
    assert json.loads((again / "timing.json").read_text("utf-8"))["reused"] == {"base": True, "rich": True}
    for name in ("objectives", "pairs", "differences", "payments", "totals"):
        assert (again / f"{name}.csv").read_bytes() == (compared.folder / f"{name}.csv").read_bytes(), name
    expected = {*(f"{name}.csv" for name in KINDS), "compare.json", "timing.json"}
    assert {path.name for path in again.iterdir()} == expected <= set(COMPARISON.files)


def test_a_changed_file_is_no_comparison(compared: Comparison, tmp_path: Path) -> None:
    for path in compared.folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "totals.csv").write_text("scenario\n", "utf-8")
    with pytest.raises(DataError, match="missing or changed"):
        open_comparison(tmp_path)
    with pytest.raises(DataError, match="not the folder of a comparison"):
        open_comparison(tmp_path / "none")


def test_a_plan_finds_its_comparison(compared: Comparison, scenarios: dict[str, Path]) -> None:
    """That of which it is the base, and only while it is the very plan that was compared."""
    place = compared.folder.parent
    base, rich = (open_plan(place / name, read_study(scenarios[name])) for name in ("base", "rich"))
    found = comparison_of(base)
    assert found is not None
    assert found.tables == compared.tables
    assert comparison_of(rich) is None
    assert compared.holds(rich)
    base.manifest["seed"] += 1
    assert comparison_of(base) is None
