"""A wrong scenario file: located problems in Chinese and English, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.small import SCENARIO, write_small
from jiugai.errors import ScenarioError
from jiugai.inputs.scenario import load_scenario
from jiugai.inputs.study import load_study
from jiugai.run.bundled import policy_folder
from support.files import edit


def write(folder: Path) -> Path:
    write_small(folder / "case")
    path = folder / "study.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    path = write(tmp_path)
    edit(path, "care: 20", "care: 30")
    edit(path, "lang: zh", "lang: fr")
    edit(path, '"0.03"', "0.03")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert {problem.where.column for problem in caught.value.problems} == {"need_weights", "lang", "discount_rate"}


@pytest.mark.parametrize("gap", ['"1e400"', '"inf"', '"nan"', "[]", "{}"])
def test_no_gap_at_all(tmp_path: Path, gap: str) -> None:
    edit(write(tmp_path), '"0.001"', gap)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "study.yaml")
    assert [problem.where.column for problem in caught.value.problems] == ["effort.gap"]


def test_an_override_replaces_the_value_of_every_year(tmp_path: Path) -> None:
    study = load_study(write(tmp_path), policy_folder())
    assert [str(study.param("utility.min_share", year)) for year in (2000, 2021, 2030)] == ["2/5"] * 3
    assert study.policy.citation("utility.min_share", 2021) == "user#override"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lang: zh", 'lang: !!int ""'),
        ("lang: zh", "lang: " + "[" * 600),
        ("case: case", 'case: "a\\0b"'),
        ("upgrade: 5", f"upgrade: {10**30}"),
        ('"0.001"', '"1e-3"'),
        ("{zh: 试例, en: test}", "{zh: [a], en: test}"),
    ],
    ids=["empty whole number", "nested deeply", "case with a zero byte", "huge weight", "exponent", "title of a list"],
)
def test_odd_value_is_refused(tmp_path: Path, old: str, new: str) -> None:
    edit(write(tmp_path), old, new)
    with pytest.raises(ScenarioError):
        load_scenario(tmp_path / "study.yaml")
