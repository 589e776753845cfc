"""Make docs/rules.md, the book of rules: the catalogue, the mathematics of its classes, the examples of the tests.

Run from any folder: `python data/sources/make_rules.py`; a rerun gives the same bytes, and a test holds the page to
what it is made from: data/policy/, the docstrings of the rule classes, tests/examples/.
"""

from __future__ import annotations

import inspect
import sys
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
from rules_example import example, table

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests" / "examples"

HEAD = """\
# 规则手册 The book of rules

<!-- Made by data/sources/make_rules.py from data/policy/, the rule classes, tests/examples/. Change those, run it. -->

每条规则的内容、依据条款、历年参数，一个两小区、可手算的例子，以及程序中的公式。例中金额单位为元，公式以万元计；
**加粗**的内容未经原文核实。例子的“已知”列出与通例不同的数据，先中文名称，后文件中的列名；没有列出的照通例：
甲（a）、乙（b）两个小区各 100 户、8,000 平方米，1990 年建成，90% 的住户同意；甲修路 1,000,000 元，乙修路
500,000 元，都是基础类建安工程；县级一般公共预算资金每年 20,000,000 元，够用；规划只有 2021 年一年。
算式由测试逐行核算，方案由程序求解，违规的改动须被复核查出。

What each rule says, the clauses behind it, its numbers over time, an example of two communities that can be redone by
hand, and the mathematics of the program. Amounts are in yuan, the formulas count in 万元; **bold** is what was not
verified against the original. "Given" is where an example differs from the common case, by the Chinese name and the
column of the file: communities 甲 (a) and 乙 (b) with 100 households, 8,000 m², built in 1990, 90 % of the households
agree; a builds a road for 1,000,000 yuan, b one for 500,000, basic and construction; the county's general budget has
20,000,000 a year, which is plenty; the plan is of 2021 alone. A test evaluates every line of every calculation, plans
every case, and has the audit refuse the violating twin.

条款与规则的对应 which clause is behind which rule: [coverage.md](coverage.md)；
定义 exact definitions: [formats.md](formats.md), section 3；
例子的写法 how to write an example: [tests/examples/README.md](../tests/examples/README.md).
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


def rules_page(library: Library) -> str:
    """The whole page. Raises `PolicyError` for an example that is missing or cannot be read."""
    return "\n".join([HEAD, _index(library), *(_rule(rule, library) for rule in library.rules.values())])


def _index(library: Library) -> str:
    rows = [
        (f"[{rule.id}](#{rule.id.lower()})", rule.zh, rule.en, _acts(rule), ", ".join(rule.parameters) or "–")
        for rule in library.rules.values()
    ]
    return table(("规则 rule", "名称", "title", "作用 acts", "参数 parameters"), rows)


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
            f"软约束 Soft: 每单位计 {weight} 分，单位为{label(unit)}; {weight} points per unit of {label(unit, 'en')}\n"
        )
    heads = ("条款 clause", "内容 says", "文件 document", "日期 date")
    parts.append(table(heads, [_clause(clause, library) for clause in rule.clauses]))
    if rule.parameters:
        heads = ("参数 parameter", "名称 label", "各时点数值 values from", "核实情况 status")
        parts.append(table(heads, [_parameter(library.parameters[name]) for name in rule.parameters]))
    if rule.report:
        parts.append(f"报告中的表 Tables of the report: {', '.join(f'`{name}`' for name in rule.report)}\n")
    file = EXAMPLES / f"{rule.id}.yaml"
    parts += example(rule, read_yaml(file, PolicyError), file.name, library)
    parts += [_mathematics(of_rule) for of_rule in (*menu_rules(), *money_rules()) if of_rule.id == rule.id]
    parts += [f"复核 Re-check: {_link(type(check))}\n" for check in rule_checks() if check.id == rule.id]
    return "\n".join(parts)


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
    bare = unit in ("ratio", "number") or (unit == "year" and value > 1000)
    return str(value) if bare else f"{value} {label(f'unit.{unit}')}"


def _weak(text: str, status: str) -> str:
    return text if status in ("verified", "secondary") else f"**{text}**"


def _mathematics(rule: type[Rule]) -> str:
    return f"公式 Mathematics: {_link(rule)}\n\n```text\n{inspect.cleandoc(rule.__doc__ or '')}\n```\n"


def _link(of_rule: type) -> str:
    return f"[{of_rule.__name__}](../model/{of_rule.__module__.replace('.', '/')}.py)"


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
