"""Damaged inputs: whatever is done to a file, reading ends in a case or in a `JiugaiError`, never in a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inputs.outcome import outcome
from jiugai.inputs.case import load_case
from jiugai.inputs.scenario import load_scenario
from jiugai.policy.library import load_policy
from jiugai.run.bundled import bundled_root

ROOT = bundled_root()
CASE = ROOT / "data" / "cases" / "tianchang"
TABLES = sorted(CASE.glob("*.csv"))
POLICY = sorted((ROOT / "data" / "policy").rglob("*.yaml"))

CELLS = st.one_of(
    st.sampled_from([
        "", " ", "0", "-0", "-1", "0.5", "1e9", "nan", "inf", "-inf", "None", "yes", "NO", "*", "１２", "1,2", '"', "'", "\n",
        "\r", "\0", "\u2028", "2021", "99999999999999999999", "9" * 400, "0." + "3" * 60, "tc01", "central", "loan", "debt",
        "general_bond", "own", "in_progress", "completed", "upgrade", "=1+1", "天" * 50,
    ]),
    st.text(max_size=8),
)  # fmt: skip
YAML = st.sampled_from([
    "[", "]", "{", "}", ":", ": ", "- ", "\n", "\n- ", "? ", "&a ", "*a", "!!int ", "!!timestamp ", "!!bool ", "!!set ", "<<: ",
    "|", ">", "#", "'", '"', "null", "~", "0.5", "1e400", "2021-13-45", "2021-12-31 10:00:00", "[[a]]: b", "yes", "\t", "\0",
    "%", "@", ", ", "...", "---", "=", "0x", "1:2:3", ".inf", ".nan",
])  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(CASE, tmp_path_factory.mktemp("mutated") / "case")


@settings(max_examples=25)
@given(data=st.data())
def test_mutated_cells(case: Path, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    rows = [line.split(",") for line in table.read_text(encoding="utf-8").splitlines()]
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
    original = (case / table.name).read_bytes()
    try:
        (case / table.name).write_text("\n".join(",".join(row) for row in rows), encoding="utf-8", newline="")
        outcome(load_case, case)
    finally:
        (case / table.name).write_bytes(original)


@settings(max_examples=15)
@given(data=st.data())
def test_mutated_rows_and_columns(case: Path, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    lines = table.read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    action = data.draw(st.sampled_from(["drop row", "repeat row", "drop column", "header only", "remove file"]))
    if action == "drop row":
        del lines[at]
    elif action == "repeat row":
        lines.insert(at, lines[at])
    elif action == "header only":
        lines = lines[:1]
    elif action == "drop column":
        column = data.draw(st.integers(0, lines[0].count(",")))
        lines = [",".join(cell for n, cell in enumerate(line.split(",")) if n != column) for line in lines]
    original = (case / table.name).read_bytes()
    try:
        if action == "remove file":
            (case / table.name).unlink()
        else:
            (case / table.name).write_text("\n".join(lines), encoding="utf-8")
        outcome(load_case, case)
    finally:
        (case / table.name).write_bytes(original)


@settings(max_examples=20)
@given(data=st.data())
def test_mutated_bytes(case: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from([*TABLES, CASE / "case.yaml"]))
    raw = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=5))
    original = (case / file.name).read_bytes()
    try:
        (case / file.name).write_bytes(bytes(raw))
        outcome(load_case, case)
    finally:
        (case / file.name).write_bytes(original)


def damaged(data: st.DataObject, text: str) -> str:
    """`text` with up to three insertions or deletions."""
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(YAML) + text[at + data.draw(st.sampled_from([0, 0, 1, 5, 40])) :]
    return text


@settings(max_examples=100)
@given(data=st.data())
def test_mutated_scenario(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "study.yaml"
    text = (ROOT / "scenarios" / "gaotai.yaml").read_text(encoding="utf-8")
    path.write_text(damaged(data, text), encoding="utf-8")
    outcome(load_scenario, path)


@settings(max_examples=40)
@given(data=st.data())
def test_mutated_case_header(case: Path, data: st.DataObject) -> None:
    original = (case / "case.yaml").read_text(encoding="utf-8")
    try:
        (case / "case.yaml").write_text(damaged(data, original), encoding="utf-8")
        outcome(load_case, case)
    finally:
        (case / "case.yaml").write_text(original, encoding="utf-8")


@settings(max_examples=12)
@given(data=st.data())
def test_mutated_policy(tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / "policy"
    if not folder.exists():
        shutil.copytree(ROOT / "data" / "policy", folder)
    file = folder / data.draw(st.sampled_from(POLICY)).relative_to(ROOT / "data" / "policy")
    original = file.read_text(encoding="utf-8")
    try:
        file.write_text(damaged(data, original), encoding="utf-8")
        outcome(load_policy, folder)
    finally:
        file.write_text(original, encoding="utf-8")


def test_a_mutation_can_be_seen(case: Path) -> None:
    """The copy reads unharmed, and a broken cell is refused: `outcome` tells the two apart."""
    assert outcome(load_case, case) == "read"
    original = (case / "works.csv").read_text(encoding="utf-8")
    (case / "works.csv").write_text(original.replace(",drainage,", ",drains,", 1), encoding="utf-8")
    assert outcome(load_case, case) == "refused"
    (case / "works.csv").write_text(original, encoding="utf-8")
