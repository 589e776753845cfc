"""Make docs/rules.md, the book of rules: the catalogue, the mathematics of its classes, the examples of the tests.

Run from any folder: `python data/sources/make_rules.py`; a rerun gives the same bytes, and a test holds the page to
what it is made from: data/policy/, the docstrings of the rule classes, tests/examples/.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jiugai.allocation.money_rules import money_rules
from jiugai.audit.rules import rule_checks
from jiugai.errors import JiugaiError, PolicyError
from jiugai.inputs.rule import Rule
from jiugai.labels import label
from jiugai.menu import menu_rules
from jiugai.policy import load_policy
from jiugai.policy.catalogue import RuleEntry
from jiugai.policy.documents import OWN_PREFIXES, document_of
from jiugai.policy.library import Library
from jiugai.policy.parameters import Parameter
from jiugai.yaml_file import read_yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests" / "examples"

_HEAD = """\
# The book of rules 规则手册

<!-- Made by data/sources/make_rules.py from data/policy/, the rule classes, tests/examples/. Change those, run it. -->

What each rule says, the clauses behind it, its numbers over time, its mathematics, and an example of two communities
that can be redone by hand. A test evaluates every line of every calculation, plans every case, and has the audit refuse
the violating twin. Amounts are in yuan; the formulas count in 万元. **Bold** is what was not verified against the
original. Which clause of the source documents is behind which rule: [coverage.md](coverage.md); exact definitions:
[formats.md](formats.md), section 3; how to write an example: [tests/examples/README.md](../tests/examples/README.md).

每条规则的内容、依据条款、历年参数、公式，以及一个两小区、可手算的例子。例子中每一行算式由测试逐行核算，方案由程序求解，
违规的改动须被复核查出。例中金额单位为元，公式以万元计。**加粗**的内容未经原文核实。
"""

_WHERE = {
    "menu": ("形成方案选项", "shapes the options"),
    "may_pay": ("限定资金可付的工程", "limits what a fund may pay"),
    "row": ("约束行", "lines of constraints.csv"),
    "envelope": ("改变资金额度", "changes what a fund is allotted"),
    "indicator": ("年度指标", "lines of indicators.csv"),
    "table": ("方案中的表", "a table of the plan"),
    "absence": ("不存在此类变量", "holds because no such thing exists"),
    "report": ("报告中的表", "a table of the report"),
}
_COMMON = {"communities", "works", "funds", "fund_years", "fiscal"}


def rules_page(library: Library) -> str:
    """The whole page. Raises `PolicyError` for an example that is missing or cannot be read."""
    return "\n".join([_HEAD, _index(library), *(_rule(rule, library) for rule in library.rules.values())])


def _index(library: Library) -> str:
    rows = [
        (f"[{rule.id}](#{rule.id.lower()})", rule.zh, rule.en, _acts(rule), ", ".join(rule.parameters) or "–")
        for rule in library.rules.values()
    ]
    return _table(("rule 规则", "名称", "title", "acts 作用", "parameters 参数"), rows)


def _acts(rule: RuleEntry) -> str:
    zh, en = ([_WHERE[where][number] for where in rule.where] for number in (0, 1))
    soft = ("，软约束", ", soft") if rule.soft else ("", "")
    return f"{'、'.join(zh)}{soft[0]}<br>{', '.join(en)}{soft[1]}"


def _rule(rule: RuleEntry, library: Library) -> str:
    parts = [
        f'<a id="{rule.id.lower()}"></a>\n\n## {rule.id} {rule.zh} {rule.en}\n',
        f"{rule.reason_zh}\n\n{rule.reason_en}\n",
    ]
    if rule.soft:
        unit, weight = f"unit.{rule.soft.unit}", rule.soft.weight
        parts.append(
            f"Soft 软约束: 每单位计 {weight} 分，单位为{label(unit)}; {weight} points per unit of {label(unit, 'en')}\n"
        )
    heads = ("clause 条款", "says 内容", "document 文件", "date 日期")
    parts.append(_table(heads, [_clause(clause, library) for clause in rule.clauses]))
    if rule.parameters:
        heads = ("parameter 参数", "label 名称", "values from 各时点数值", "status 核实情况")
        parts.append(_table(heads, [_parameter(library.parameters[name]) for name in rule.parameters]))
    if rule.report:
        parts.append(f"Tables of the report 报告中的表: {', '.join(f'`{name}`' for name in rule.report)}\n")
    parts += [_mathematics(of_rule) for of_rule in (*menu_rules(), *money_rules()) if of_rule.id == rule.id]
    parts += [f"Re-check 复核: {_link(type(check))}\n" for check in rule_checks() if check.id == rule.id]
    return "\n".join([*parts, *_example(rule.id)])


def _clause(clause: str, library: Library) -> tuple[str, ...]:
    text = library.clauses[clause]
    says = _weak(f"{text['zh']}<br>{text['en']}", str(text["status"]))
    if document_of(clause) in OWN_PREFIXES:
        return f"`{clause}`", says, "– 本模型或使用者的约定 a convention of the model or the user", "–"
    document = library.documents[document_of(clause)]
    number = f" {document.number}" if document.number and document.number not in document.title else ""
    place = "".join(document.place) or "全国 national"
    return f"`{clause}`", says, f"{document.title}{number}<br>{place}", document.date.isoformat()


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    values = [
        f"{dated.date.isoformat()}: {'–' if dated.value is None else _number(dated.value, parameter.unit)} "
        f"({', '.join(dated.cite)})"
        for dated in parameter.values
    ]
    status = f"{label(f'policy_status.{parameter.status}')} {label(f'policy_status.{parameter.status}', 'en')}"
    return (
        f"`{parameter.id}`", f"{parameter.zh}<br>{parameter.en}", "<br>".join(values), _weak(status, parameter.status),
    )  # fmt: skip


def _number(value: Any, unit: str) -> str:
    bare = unit == "ratio" or (unit == "year" and value > 1000)
    return str(value) if bare else f"{value} {label(f'unit.{unit}')}"


def _weak(text: str, status: str) -> str:
    return text if status in ("verified", "secondary") else f"**{text}**"


def _mathematics(rule: type[Rule]) -> str:
    return f"Mathematics 公式: {_link(rule)}\n\n```text\n{inspect.cleandoc(rule.__doc__ or '')}\n```\n"


def _link(of_rule: type) -> str:
    return f"[{of_rule.__name__}](../model/{of_rule.__module__.replace('.', '/')}.py)"


def _example(rule: str) -> Iterator[str]:
    data = read_yaml(EXAMPLES / f"{rule}.yaml", PolicyError)
    first, last = data.get("years", [2021, 2021])
    years = f"{first}–{last}" if last > first else str(first)
    yield f"**Example 例** ([{rule}.yaml](../tests/examples/{rule}.yaml), {years})\n"
    yield f"{data['story']['zh']}\n\n{data['story']['en']}\n"
    for parameter, value in (data.get("policy") or {}).items():
        yield f"Here 本例取: `{parameter}` = {value}\n"
    yield _table(
        ("step 步骤", "calculation 算式"),
        [(f"{line['zh']}<br>{line['en']}", line.get("calc", "–")) for line in data["hand"]],
    )
    rows = [(f"{table}.csv", _cells(row)) for table, told in data.get("plan", {}).items() for row in told or []]
    rows += [(table, _cells(row)) for table, told in data.get("report", {}).items() for row in told]
    yield _table(("plan or report say 方案或报告", "cells 单元格"), rows)
    if "twin" not in data:
        return
    twin = data["twin"]
    named = ", ".join(twin.get("breaks", [rule]))
    yield f"Violating twin 违规的改动: {twin['zh']} {twin['en']} → the audit names 复核指出 `{named}`\n"


def _cells(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {_cell(value)}" for name, value in row.items())


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) and not 1900 <= value <= 2100 else str(value)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def main() -> int:
    try:
        page = rules_page(load_policy(ROOT / "data" / "policy"))
    except JiugaiError as error:
        for problem in error.problems:
            print(f"{problem.text('zh')}\n{problem.text('en')}", file=sys.stderr)
        return error.exit_code
    (ROOT / "docs" / "rules.md").write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
