"""No constant of the law stands in code: menu, allocation and finance have no number but those told here, with why."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.case import ROOT

ROOMS = ("menu", "allocation", "finance")
PACKAGE = ROOT / "model" / "jiugai"

#: counting, halves by doubling, months, percent, yuan in 万元
ANYWHERE = {0, 1, 2, 12, 100, 10_000}

#: file → number → what it is. None is a limit, a share, a rate or a date of the law
TOLD: dict[str, dict[float, str]] = {
    "menu/benefit.py": {
        3: "weights up by half, beside 1: weights down by half, all counted twice",
        10: "facilities and care are stated 0 to 10 (formats 3.2)",
        50: "years of age that count (formats 3.2)",
        200: "twice 100, to round half up in whole numbers",
    },
    "menu/gates/entry.py": {3: "level C of the appraisal of buildings", 4: "level D"},
    "menu/gates/scope.py": {10: "place in the order of the gates", 20: "place in the order of the gates"},
    "allocation/clashes.py": {1e-6: "noise of the solver", 5: "clashes told at most"},
    "allocation/direct.py": {0.5: "a choice is yes"},
    "allocation/stages.py": {
        1e-5: "money stages are held to a tenth of a yuan",
        1e-6: "slack of the solver",
        0.5: "half a point: a whole stage is held",
        0.999: "less than a point: the gap at which a whole stage is proven",
        9: "decimals kept of an objective",
        10: "a tenth of the tolerance of money",
    },
    "allocation/tradeoff.py": {0.5: "half a point: a whole limit is held, a choice is yes", 20: "search steps at least"},
    "allocation/infeasible.py": {4: "decimals kept before rounding up"},
    "allocation/knapsacks.py": {
        0.9: "a capacity filled to so much is worth a row",
        40: "rows a stage at most",
        1e-6: "slack of the solver",
        1e-9: "slack of the solver",
    },
    "allocation/lay_out.py": {
        0.01: "hundreds of yuan that others pay where a loan is smaller by what rounding moved",
        0.05: "the same",
        0.25: "the same",
        0.001: "the earlier fund goes first, between equals",
    },
    "allocation/money_rules/balance.py": {10: "place in the order of the rules", 20: "place in the order of the rules"},
    "allocation/pledges.py": {0.5: "yuan that rounding of interest can move"},
    "allocation/rounding.py": {0.01: "noise of the solver, in yuan"},
    "allocation/solver/door.py": {1e-7: "slack of the solver"},
    "allocation/solver/kernel.py": {1e-6: "noise of the solver", 60: "search steps at most", 200: "options at least"},
    "allocation/solver/matrices.py": {3: "columns of a triplet"},
    "allocation/solver/outcome.py": {20210317: "the seed of the solver"},
    "allocation/sides.py": {0.5: "a choice is yes"},
    "allocation/variants.py": {64: "options a community at most, of the programme"},
    "finance/debt/days.py": {
        30: "30/360, a day count", 31: "days of December", 360: "30/360 and actual/360", 365: "actual/365", 366: "a leap year",
    },
}  # fmt: skip

FILES = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
_NUMBER = re.compile(r"-?\d+(\.\d+)?(/\d+)?(e-?\d+)?")
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


def constants(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every constant but docstrings."""
    told = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in told)


def numbers(path: Path) -> set[float]:
    """The numbers of a file, those written as text (`Fraction("0.3")`) too."""
    found: set[float] = set()
    for node in constants(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node.value, str) and _NUMBER.fullmatch(node.value):
            part, _, whole = node.value.partition("/")
            found.add(float(part) / float(whole or 1))
        elif isinstance(node.value, int | float) and not isinstance(node.value, bool):
            found.add(node.value)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_number_is_one_that_is_told(path: Path) -> None:
    told = set(TOLD.get(path.relative_to(PACKAGE).as_posix(), {}))
    assert numbers(path) - ANYWHERE == told


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_year_stands_in_code(path: Path) -> None:
    for node in constants(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            assert not 1900 <= node.value <= 2100, f"line {node.lineno}: {node.value}"
        if isinstance(node.value, str):
            assert not _YEAR.search(re.sub(r"\w+-20\d\d\S*", "", node.value)), f"line {node.lineno}: {node.value}"


def test_what_is_told_is_there() -> None:
    assert {path.relative_to(PACKAGE).as_posix() for path in FILES} >= set(TOLD)
    assert len(FILES) > 60


def test_a_share_written_into_a_rule_is_found(tmp_path: Path) -> None:
    rule = tmp_path / "rule.py"
    rule.write_text('SHARE = Fraction("0.30")\nSINCE = 2021\n', encoding="utf-8")
    assert numbers(rule) == {0.3, 2021}
