"""docs/how-to-add-a-rule.md followed to the letter, in a copy of the checkout."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from report.reading import plain

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "how-to-add-a-rule.md"
COMMAND = ("-c", "from jiugai.cli import main; main()")

#: the three files of the toy, then the two that make it law
TOY = ("data/policy/rules/X1.yaml", "model/jiugai/menu/gates/size.py", "tests/menu/test_size.py")
LAW = ("model/jiugai/audit/rules/size.py", "tests/audit/test_size.py")

#: tianchang has communities of 42, 40 and 24 households, and plans 2021 and 2022
SMALL = {"tc04", "tc06", "tc08"}


def blocks() -> dict[str, str]:
    """Path → text of every block of the document that stands below its path."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return dict(re.findall(r"^`([^`\n]+)`\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def write(checkout: Path, names: tuple[str, ...]) -> None:
    for name in names:
        path = checkout / name
        assert not path.exists(), f"{name} is a new file"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(blocks()[name], encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a colleague has before reading the document."""
    for name in ("model", "data/policy", "data/cases", "scenarios", "notebooks", "tests", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(checkout: Path, *words: str) -> str:
    """What `python …` prints there; it must succeed."""
    env = os.environ | {"PYTHONPATH": str(checkout / "model"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *words], cwd=checkout, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def lint(checkout: Path, names: tuple[str, ...]) -> None:
    python = [name for name in names if name.endswith(".py")]
    run(checkout, "-m", "ruff", "check", "--no-cache", *python)
    run(checkout, "-m", "ruff", "format", "--check", "--no-cache", *python)
    run(checkout, "-m", "mypy", *(name for name in python if name.startswith("model/")))


def plan(checkout: Path) -> Path:
    """The plan of tianchang."""
    out = checkout / "reports" / "tianchang"
    run(checkout, *COMMAND, "plan", "scenarios/tianchang.yaml", "--out", str(out))
    return out


def page(folder: Path) -> str:
    """What the report says."""
    return plain((folder / "report.html").read_text(encoding="utf-8"))


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_document_has_these_files_and_no_others() -> None:
    assert tuple(blocks()) == TOY + LAW
    assert DOCUMENT.read_text(encoding="utf-8").count("```\n") == len(blocks()) + 2  # one block more: what to run


def test_one_yaml_one_class_one_test(checkout: Path) -> None:
    write(checkout, TOY)
    run(checkout, "-m", "pytest", "-q", "tests/menu", "tests/policy")
    lint(checkout, TOY)
    assert "X1" in [line[2:].split()[0] for line in run(checkout, *COMMAND, "rules").splitlines()]

    folder = plan(checkout)
    start = {row["community_id"]: row["start_year"] for row in rows(folder, "selection.csv")}
    assert not [site for site in SMALL if start[site] == "2021"]
    gone = [row for row in rows(folder, "removed.csv") if row["rule"] == "X1"]
    assert {row["site"] for row in gone} == SMALL
    assert {row["clause"] for row in gone} == {"user#small-wait"}
    assert {row["values"] for row in gone if row["site"] == "tc08"} == {"households=24;min_households=50"}
    (logged,) = [row for row in rows(folder, "rules_log.csv") if row["rule"] == "X1"]
    assert logged["reason"] == f"作用于选项菜单：移除 {len(gone)} 个选项"

    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    assert audit["passed"]
    assert audit["unchecked"] == [{"rule": "X1", "clause": "user#small-wait"}]
    manifest = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert [text for text in manifest["warnings"] if "X1" in text and "未独立复核" in text]
    assert "../data/policy/rules/X1.yaml" in [item["path"] for item in manifest["inputs"]]
    assert "1条生效规则未独立复核：X1 小小区缓开工" in page(folder)


def test_the_audit_makes_it_law(checkout: Path) -> None:
    write(checkout, TOY + LAW)
    run(checkout, "-m", "pytest", "-q", "tests/menu", "tests/audit", "tests/policy")
    lint(checkout, LAW)
    folder = plan(checkout)
    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    assert audit["passed"]
    assert audit["unchecked"] == []
    (check,) = [check for check in audit["clauses"] if check["rule"] == "X1"]
    chosen = [row for row in rows(folder, "selection.csv") if row["decision"] == "new"]
    gone = [row for row in rows(folder, "removed.csv") if row["rule"] == "X1"]
    assert check["checked"] == len(chosen) + len(gone)  # every start, and every option taken off the menu
    assert chosen
    assert gone
    assert "条生效规则未独立复核" not in page(folder)


MONEY_CLASS = '''\
"""A cap on the money of city and county in a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import AT_MOST, MoneyRule, Row, label
from jiugai.inputs.rule import parameter
from jiugai.money import to_wan

if TYPE_CHECKING:
    import pandas as pd

    from jiugai.allocation.problem import Problem


class LocalCap(MoneyRule):
    """All money of city and county stays within a number of yuan in each plan year (市县资金年度上限).

    For each year t:   Σ_j pay[j] over flows of local funds in t  ≤  cap[t]        (万元)
    """

    id = "X2"
    cap = parameter("county.cap_per_year")

    def rows(self, problem: Problem) -> Iterator[Row]:
        for year in self.study.years:
            cap = self.cap[year]
            if cap is not None:
                mine: pd.Series = (problem.flows["kind"] == "local") & (problem.flows["year"] == year)
                paid = problem.paid(mine.to_numpy())
                room = to_wan(int(cap)) - problem.margin(int(mine.sum()))
                yield Row(label(year=year), paid, AT_MOST, problem.constant(room))
'''


def money_yaml(text: str) -> str:
    """X1.yaml turned into a rule about money."""
    for old, new in {
        "id: X1": "id: X2", "entry.min_households": "county.cap_per_year", "household\n": "yuan\n", '"50"': '"3800000"',
        "100000": "100000000", "user#small-wait": "user#county-cap", "where: [menu]": "where: [row]",
    }.items():  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_rule_about_money_is_added_alike(checkout: Path) -> None:
    write(checkout, TOY)
    (checkout / "data/policy/rules/X2.yaml").write_text(money_yaml(blocks()[TOY[0]]), encoding="utf-8")
    path = checkout / "model/jiugai/allocation/money_rules/cap.py"
    path.write_text(MONEY_CLASS, encoding="utf-8")
    lint(checkout, ("model/jiugai/allocation/money_rules/cap.py",))
    run(checkout, "-m", "pytest", "-q", "tests/policy")
    folder = plan(checkout)
    lines = [row for row in rows(folder, "constraints.csv") if row["rule"] == "X2"]
    assert [row["label"] for row in lines] == ["year=2021", "year=2022"]
    assert all(0 < float(row["activity"]) <= 3_800_000 for row in lines)  # 2022 had 4,200,000 without the rule
    assert {row["rule"]: row["rows"] for row in rows(folder, "rules_log.csv")}["X2"] == "2"
    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
    assert [row["rule"] for row in audit["unchecked"]] == ["X1", "X2"]
