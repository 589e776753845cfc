"""Every kind of bad input of `bad_inputs.csv`: one located problem, word for word, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import jiugai
from inputs.bad_inputs import BadInput, catalogue, problems, spoil, write_all
from inputs.small import write_small
from jiugai.inputs.case import CaseTables, read_case

CATALOGUE = catalogue()
PACKAGE = Path(jiugai.__file__).parent
INPUTS = PACKAGE / "inputs"
#: readers of a case folder, its scenario and YAML: all their sentences must be in the catalogue
SPEAKING = [
    *(INPUTS / f"{name}.py" for name in ("dictionary", "folder", "header", "law", "override", "tables")),
    *sorted(
        path
        for room in ("checks", "overrides", "scenario")
        for path in (INPUTS / room).glob("*.py")
        if path.stem != "__init__"
    ),
    INPUTS / "study.py",
    PACKAGE / "yaml_file.py",
]

#: readers of lists and workbooks, and the tests that show what they say
SHOWN = {
    "cells.py": "inputs/test_cells.py", "sheets.py": "intake/test_list_problems.py",
    "totals.py": "intake/test_list_problems.py", "workbook.py": "intake/test_list_problems.py",
    "book": "inputs/test_book_problems.py", "vocabulary.py": "inputs/test_book_problems.py",
    "case.py": "inputs/test_book_reading.py",
}  # fmt: skip

#: sentences that need a study of another kind, and the test that shows them
ELSEWHERE = {
    "项目表写明没有争取到这一口中央资金，不应有它的已付或承诺，请核实": "inputs/test_case_problems.py",  # two tables edited
    "应为(.*)": "policy/test_wrong_shapes.py",  # shapes of policy files
    "文本": "policy/test_wrong_shapes.py",
    "文本列表": "policy/test_wrong_shapes.py",
    "zh 和 en 两项文本": "policy/test_wrong_shapes.py",
    "日期，如 2021-12-31": "policy/test_wrong_shapes.py",
    "非空键值对": "policy/test_wrong_shapes.py",
    "在“(.*)”表中找不到": "inputs/test_book_problems.py",  # a workbook has sheets
    "编号列表，或带 id 的定义": "policy/test_strict_loading.py",
    "非空列表": "policy/test_coverage_loading.py",
    "可以读作两处：(.*) 的 (.*)，或整行 (.*)；请改行的编号": "inputs/test_override_paths.py",  # ids that end like a column
    # standards of subsidy, by row
    "按造价补助须选约束方式：按小区（site）或按入选合计（chosen）": "inputs/test_entitlements.py",
    "没有约束方式时须填任务数量：额度＝单位标准×任务数量": "inputs/test_entitlements.py",
    "按入选小区计算的补助不填任务数量": "inputs/test_entitlements.py",
    "按造价补助填分担比例，不填单位标准": "inputs/test_entitlements.py",
    "须填写：本地政策没有这一级次、这一基数的标准": "inputs/test_entitlements.py",
    "因素法分得的是额度，不选约束方式": "inputs/test_entitlements.py",
    "与居民出资挂钩的补助须按小区（site）约束": "inputs/test_entitlements.py",
    "本地没有与居民出资挂钩的规定（F14 未生效）：请参照有规定的地方（borrow），或改用其他基数": "inputs/test_entitlements.py",
    "本地政策没有这一年的\\ (.*)": "inputs/test_entitlements.py",
    "出资高于下限时增加的不得快于低于下限时减少的（matching.gain、matching.loss）": "inputs/test_entitlements.py",
    "因素法须在单位标准中填待分配总额": "inputs/test_entitlements.py",
    "因素法的份额由分配因素（fund_factors）计算，不填任务数量": "inputs/test_entitlements.py",
    "因素法没有因素：请在分配因素（fund_factors）中填写": "inputs/test_entitlements.py",
    "没有用到：补助标准（fund_entitlements）中这笔资金这一年没有因素法": "inputs/test_entitlements.py",
    "绩效因素不乘困难程度系数：请留空": "inputs/test_entitlements.py",
    "合计数须大于零，且不小于本地数乘系数": "inputs/test_entitlements.py",
    "须填写：本地政策没有这项因素的权重": "inputs/test_entitlements.py",
    "各因素权重合计应为1，实为\\ (.*)": "inputs/test_entitlements.py",
}


@pytest.mark.parametrize("bad", CATALOGUE, ids=[bad.kind for bad in CATALOGUE])
def test_bad_input_is_located_and_told_in_both_languages(
    bad: BadInput, tmp_path: Path, good_case: CaseTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path)
    if bad.find.startswith(("@child", "@descends")):  # the case is good: read once for all of them
        monkeypatch.setattr("jiugai.inputs.case.read_case", lambda path: replace(good_case, path=path))
    spoil(tmp_path, bad.file, bad.find, bad.replace)
    (problem,) = problems(tmp_path)
    where = problem.where
    told_value = bad.value if bad.value != "…" else where.value
    assert where.file == str(tmp_path / bad.told_file)
    assert (where.row, where.column, where.value) == (bad.row, bad.column, told_value)
    here = f"{good_case.path.parent}/"  # a sentence may name a file too
    assert (problem.zh.replace(here, ""), problem.en.replace(here, "")) == (bad.zh, bad.en)


@pytest.fixture(scope="module")
def good_case(tmp_path_factory: pytest.TempPathFactory) -> CaseTables:
    return read_case(write_small(tmp_path_factory.mktemp("good") / "case"))


def test_the_good_study_is_read(tmp_path: Path) -> None:
    write_all(tmp_path)
    assert problems(tmp_path) == []


def test_kinds_are_named_once_and_say_where() -> None:
    assert len({bad.kind for bad in CATALOGUE}) == len(CATALOGUE)
    for bad in CATALOGUE:
        assert bad.told_file
        assert bad.zh
        assert bad.en
        assert not re.search(r"[\u3400-\u9fff]", bad.en), bad.kind  # English all through


def _sentences(path: Path) -> Iterator[str]:
    """Chinese texts of a module that are no docstrings, as patterns: each value of an f-string is a wildcard."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.*)" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | inside:
            text = re.escape(node.value)
        if re.search(r"[\u3400-\u9fff]", text):
            yield text


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.stem)
def test_no_sentence_of_the_readers_is_left_out(path: Path) -> None:
    """Whatever a reader can say, some line of the catalogue makes it say."""
    told = [bad.zh for bad in CATALOGUE]
    silent = [
        sentence
        for sentence in _sentences(path)
        if not any(re.search(sentence, zh, re.DOTALL) for zh in told)
        and sentence.replace("\\", "") not in {key.replace("\\", "") for key in ELSEWHERE}
    ]
    assert silent == []


def test_every_reader_is_spoken_for() -> None:
    readers = {path for path in INPUTS.rglob("*.py") if any(True for _ in _sentences(path))} - set(SPEAKING)
    assert {path.relative_to(INPUTS).parts[0] for path in readers} <= SHOWN.keys()
    assert all((Path(__file__).parents[1] / test).exists() for test in {*SHOWN.values(), *ELSEWHERE.values()})


def test_kinds_asked_for_by_users_are_there() -> None:
    """What goes wrong most, by name; the rest of the catalogue is what the readers can say."""
    wanted = {
        "not a number: NaN", "not a number: infinity", "negative money", "number with an exponent", "ratio as a percentage",
        "number with separators", "not a number: full-width digits", "not a number: a unit", "not a number: a formula",
        "zero byte", "empty file", "id with a byte-order mark", "id with an invisible blank", "column twice",
        "too few cells", "too many cells", "quote left open", "folder in place of a table", "link that leads to itself",
        "year as a date", "case: undefined anchor", "case: tag that runs code", "unknown money unit", "money too large",
        "ids that differ in capitals only", "envelope before the plan", "envelope after the plan", "name too long",
        "reference to no community", "reference to no fund", "scenario: case folder missing", "scenario: a folder",
        "scenario: case is a file", "scenario: missing", "saved as GBK", "saved as UTF-16", "semicolons for commas",
        "key twice", "unknown column", "required column missing", "required cell blank", "wrong choice", "wrong flag",
        "row of totals", "control character in a name", "case: bracket left open", "case: duplicate key",
        "scenario: above the limits", "scenario: unknown parameter", "commitments above the cost",
    }  # fmt: skip
    assert wanted - {bad.kind for bad in CATALOGUE} == set()
