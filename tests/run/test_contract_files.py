"""The files of a plan: names, headers, bytes, and sums that an auditor would make with a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from pathlib import Path

import pytest

from jiugai.errors import DataError
from jiugai.run import make_plan, open_plan
from run.conftest import Planned
from support.case import ROOT

pytestmark = pytest.mark.parametrize("planned", ["tianchang", "jizhou", "clean-heating"], indirect=True)

#: docs/formats.md, section 2
HEADERS = {
    "selection.csv": "community_id,project_id,decision,tier,start_year,cost_yuan,paid_before_yuan,benefit,reason,route,window,standing",
    "spending.csv": "community_id,work_id,year,cost_yuan",
    "funding.csv": "community_id,work_id,fund_id,kind,cost_year,cash_year,yuan",
    "bridges.csv": "bridge_fund_id,fund_id,drawn_year,repaid_year,yuan,community_id",
    "funds.csv": "fund_id,kind,year,opening_yuan,new_yuan,used_yuan,carried_yuan,lapsed_yuan",
    "accounts.csv": "fund_id,project,year,arrived_yuan,advanced_yuan,paid_yuan,repaid_yuan,owed_yuan",
    "debt.csv": (
        "year,instrument_id,fund_id,borrower,opening_yuan,drawn_yuan,principal_yuan,interest_yuan,closing_yuan"
    ),
    "due.csv": "due_year,due_date,what,fund_id,subject,yuan,consequence,clause",
    "indicators.csv": "year,indicator,value,limit,unit,clause,kind,ok",
    "constraints.csv": "rule,clause,label,activity,limit,slack,unit,binding",
    "removed.csv": "site,option,rule,clause,values",
    "rules_log.csv": "rule,rows,reason",
}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text("utf-8-sig"))))


def test_exactly_the_files_of_the_contract(planned: Planned) -> None:
    names = {path.name for path in planned.folder.iterdir()}
    assert names == {*HEADERS, "plan.json", "audit.json", "timing.json"}
    assert [path.name for path in planned.folder.parent.iterdir()] == [planned.name]  # nothing staged is left


def test_bytes_of_the_tables(planned: Planned) -> None:
    for name, header in HEADERS.items():
        content = (planned.folder / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf" + header.encode() + b"\n"), name
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert not content[3:].startswith(b"\xef\xbb\xbf")


def test_the_manifest_names_every_file_and_input_with_its_hash(planned: Planned) -> None:
    manifest = json.loads((planned.folder / "plan.json").read_text("utf-8"))
    assert manifest["format"] == "jiugai-plan/1"
    assert manifest["status"] == "optimal"
    assert {file["name"] for file in manifest["files"]} == {*HEADERS, "audit.json"}
    for file in manifest["files"]:
        assert hashlib.sha256((planned.folder / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    paths = [item["path"] for item in manifest["inputs"]]
    assert paths[0] == f"{planned.name}.yaml"
    assert f"../data/cases/{planned.name}/works.csv" in paths
    assert "../data/policy/rules/F9.yaml" in paths
    for item in manifest["inputs"]:
        content = (ROOT / "scenarios" / item["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == item["sha256"]


def test_money_equals_cost_for_every_work_and_year(planned: Planned) -> None:
    paid: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in rows(planned.folder, "funding.csv"):
        assert int(row["yuan"]) > 0
        assert row["cash_year"] == row["cost_year"]
        paid[row["work_id"], row["cost_year"]] += int(row["yuan"])
    cost = {(row["work_id"], row["year"]): int(row["cost_yuan"]) for row in rows(planned.folder, "spending.csv")}
    assert paid == cost
    assert sum(int(row["cost_yuan"]) for row in rows(planned.folder, "selection.csv")) == sum(cost.values()) > 0


def test_funds_roll_forward(planned: Planned) -> None:
    used: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in rows(planned.folder, "funding.csv"):
        used[row["fund_id"], row["cash_year"]] += int(row["yuan"])
    carried: dict[str, int] = {}
    for row in rows(planned.folder, "funds.csv"):
        opening, new, use, left, lapsed = (
            int(row[f"{n}_yuan"]) for n in ("opening", "new", "used", "carried", "lapsed")
        )
        assert opening == carried.get(row["fund_id"], 0)
        assert opening + new == use + left + lapsed
        assert min(opening, new, use, left, lapsed) >= 0
        assert use == used.pop((row["fund_id"], row["year"]), 0)
        carried[row["fund_id"]] = left
    assert not used


def test_debts_roll_forward(planned: Planned) -> None:
    closing: dict[str, int] = {}
    found = rows(planned.folder, "debt.csv")
    assert bool(found) == (planned.name in ("jizhou", "clean-heating"))
    for row in found:
        opening, drawn, principal, closed = (
            int(row[f"{n}_yuan"]) for n in ("opening", "drawn", "principal", "closing")
        )
        assert opening == closing.get(row["instrument_id"], opening if row["borrower"] == "county" else 0)
        assert opening + drawn - principal == closed >= 0
        closing[row["instrument_id"]] = closed
    new = {row["instrument_id"] for row in found if row["fund_id"]}
    assert {closing[instrument] for instrument in new} <= {0}  # repaid in full at the end of the table


def test_two_runs_give_the_same_bytes(planned: Planned, tmp_path: Path) -> None:
    again = tmp_path / planned.name
    make_plan(planned.study, again)
    for path in planned.folder.iterdir():
        if path.name != "timing.json":
            assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_read_back(planned: Planned) -> None:
    opened = open_plan(planned.folder, planned.study)
    assert opened.plan.solver_status == "optimal"
    for name, frame in planned.finished.plan.tables():
        assert getattr(opened.plan, name).equals(frame), name


@pytest.mark.parametrize("name", ["funding.csv", "audit.json", "rules_log.csv"])
def test_tampering_is_noticed(planned: Planned, name: str, tmp_path: Path) -> None:
    for path in planned.folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    with pytest.raises(DataError) as caught:
        open_plan(tmp_path, planned.study)
    (problem,) = caught.value.problems
    assert Path(problem.where.file).name == name
    (tmp_path / name).unlink()
    with pytest.raises(DataError, match="missing or changed"):
        open_plan(tmp_path, planned.study)


def test_a_folder_without_a_manifest_is_no_plan(planned: Planned, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not a plan folder"):
        open_plan(tmp_path, planned.study)
