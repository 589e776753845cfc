"""A list where a mapping belongs, nothing where a list belongs, a float as a limit: still a located problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiugai.errors import PolicyError
from jiugai.policy.library import load_policy
from policy.small import write_policy
from support.files import edit

SHARE = "parameters/utility/min_share.yaml"

# file, text replaced, its replacement
SHAPES = {
    "limit as a bare float": (SHARE, 'max: "1"', "max: 1.0"),
    "limit that is no number": (SHARE, 'max: "1"', 'max: "one"'),
    "unknown limit": (SHARE, 'max: "1"', 'maximum: "1"'),
    "label without English": (SHARE, "{zh: 比例, en: share}", "{zh: 比例}"),
    "label as text": (SHARE, "{zh: 比例, en: share}", "比例"),
    "no values": (SHARE, '\n  2020-07-10: {value: "0.10", cite: [nation#1]}', " {}"),
    "cite left blank": (SHARE, "cite: [nation#1]", "cite:"),
    "cite as text": (SHARE, "cite: [nation#1]", "cite: nation#1"),
    "cite of a list": (SHARE, "cite: [nation#1]", "cite: [[nation#1]]"),
    "value dated to the hour": (SHARE, "  2020-07-10:", "  2020-07-10 12:00:00:"),
    "a list as a key": (SHARE, "unit: ratio", "unit: ratio\n[a]: b"),
    "place left blank": ("documents.yaml", "place: [甘肃省]", "place:"),
    "place as text": ("documents.yaml", "place: [甘肃省, 张掖市, 高台县]", "place: 高台县"),
    "document dated to the hour": ("documents.yaml", "date: 2021-10-20", "date: 2021-10-20 12:00:00"),
    "document as text": ("documents.yaml", "- {id: nation,", "- nation\n- {id: nation,"),
    "clause as text": ("clauses.yaml", "{zh: 省, en: province, status: verified}", "省"),
    "clause of a rule as a number": ("rules/F9.yaml", "county#1]", "5]"),
    "definition without an id": ("rules/F9.yaml", "county#1]", "{zh: 县, en: county, status: verified}]"),
    "rule without English title": ("rules/F9.yaml", "{zh: 专营单位, en: utilities}", "{zh: 专营单位}"),
    "rule title as text": ("rules/F9.yaml", "{zh: 专营单位, en: utilities}", "专营单位"),
    "rule without a reason": ("rules/F9.yaml", "{zh: 因, en: because}", ""),
    "rule with blank clauses": ("rules/F9.yaml", "[nation#1, county#1]", ""),
    "rule with blank parameters": ("rules/F9.yaml", "[utility.min_share]", ""),
    "rule with blank where": ("rules/F9.yaml", "where: [row]", "where:"),
    "in_force as text": ("rules/F9.yaml", "in_force: true", 'in_force: "no"'),
}


@pytest.mark.parametrize(("file", "old", "new"), SHAPES.values(), ids=SHAPES)
def test_wrong_shape_is_a_located_problem(tmp_path: Path, file: str, old: str, new: str) -> None:
    write_policy(tmp_path)
    edit(tmp_path / file, old, new)
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    for problem in caught.value.problems:
        assert problem.where.file == str(tmp_path / file)
        assert problem.zh
        assert problem.en


@pytest.mark.parametrize("file", ["documents.yaml", "clauses.yaml", SHARE, "rules/F9.yaml"])
@pytest.mark.parametrize("text", ["", "- x\n- y\n", "x\n", "5\n", "null\n", "{[a]: b}\n", "? {a: b}\n: c\n"])
def test_file_of_another_shape(tmp_path: Path, file: str, text: str) -> None:
    (write_policy(tmp_path) / file).write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert {problem.where.file for problem in caught.value.problems} <= {
        str(tmp_path / file), str(tmp_path / SHARE), str(tmp_path / "rules/F9.yaml"),
    }  # fmt: skip


def test_number_with_an_exponent(tmp_path: Path) -> None:
    """As in the tables: policy numbers are decimals or fractions."""
    edit(write_policy(tmp_path) / SHARE, 'value: "0.10"', 'value: "1e-1"')
    with pytest.raises(PolicyError):
        load_policy(tmp_path)
