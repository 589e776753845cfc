"""The register as a page of Markdown, in Chinese and English: the summary both ways, then a table a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jiugai.labels import label
from jiugai.policy.coverage.clauses import CoveredClause
from jiugai.policy.coverage.lists import Both
from jiugai.policy.coverage.register import CoveredText, Register
from jiugai.policy.documents import OWN_PREFIXES, document_of
from jiugai.policy.library import Library

_HEAD = """\
# Coverage of the source documents 依据文件的覆盖情况

<!-- Made from data/policy/coverage/ by data/sources/make_coverage.py. Change the register, then run the script. -->

Every passage of the source documents that steers money, eligibility, timing, debt, participation or reporting, in our
own words, with the rules it belongs to or the reason why it has none. "Not yet modelled": no plan of this version keeps
the rule. How a clause is registered: [formats.md](formats.md), section 1.2.

逐条登记依据文件中涉及资金、准入、时序、债务、居民参与、报告的内容（自行概括），并注明对应的规则或不设规则的理由。
“未建模”：本版方案不保证该规则成立。
"""


def coverage_page(library: Library, register: Register) -> str:
    """The whole page. Same register and catalogue, same text."""
    parts = [_HEAD, _counts(library, register), _catalogue(library, register), _planned(register)]
    for name, texts in register.documents.items():
        document = library.documents[name]
        number = f"（{document.number}）" if document.number and document.number not in document.title else ""
        parts.append(f"## {name}: {document.title}{number}\n")
        parts += [_text(text, register) for text in texts]
    return "\n".join(parts)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def _both(text: Both) -> str:
    return f"{text.zh}<br>{text.en}"


def _counts(library: Library, register: Register) -> str:
    heads = (
        "document 文件", "clauses 条款", "with a rule of the catalogue 有目录内规则",
        "only rules not yet modelled 仅有未建模规则", "no rule, with a reason 无规则有理由",
    )  # fmt: skip
    names = [*register.documents, None]
    rows = []
    for name in names:
        clauses = tuple(register.clauses(name))
        modelled = sum(any(rule in library.rules for rule in clause.rules) for clause in clauses)
        declared = sum(clause.declared is not None for clause in clauses)
        counts = (len(clauses), modelled, len(clauses) - modelled - declared, declared)
        rows.append((name or "all 合计", *map(str, counts)))
    return f"## Summary 汇总\n\n{_table(heads, rows)}"


def _catalogue(library: Library, register: Register) -> str:
    """The rules of law and what they rest on; those without a clause of these documents come first, named."""
    of_law = [
        rule
        for rule in library.rules.values()
        if register.naming(rule.id) or any(document_of(clause) not in OWN_PREFIXES for clause in rule.clauses)
    ]
    bare = [rule.id for rule in of_law if not register.naming(rule.id)]
    told = ", ".join(bare) if bare else "none 无"
    rows = []
    for rule in of_law:
        others = (clause for clause in rule.clauses if document_of(clause) not in register.documents)
        rows.append((rule.id, f"{rule.zh}<br>{rule.en}", _ids(register.naming(rule.id)), _ids(others)))
    heads = ("rule 规则", "title 名称", "clauses of these documents 本页条款", "other clauses cited 其他依据")
    return (
        "### Rules of the catalogue 目录内的规则\n\n"
        "Rules that rest only on a choice of the user or on the model's own arithmetic are not listed. "
        "只依据使用者选择或模型约定的规则不列。\n\n"
        f"Without a clause in these documents 在这些文件中没有条款: {told}.\n\n{_table(heads, rows)}"
    )


def _planned(register: Register) -> str:
    bare = [rule for rule in register.planned if not register.naming(rule)]
    rows = [
        (rule.id, _both(rule.title), _ids(register.naming(rule.id)), _both(rule.why))
        for rule in register.planned.values()
    ]
    heads = ("rule 规则", "title 名称", "clauses of these documents 本页条款", "why not yet 尚未建模的原因")
    return (
        "### Rules not yet modelled 尚未建模的规则\n\n"
        f"Known from other law, from practice or as a user's choice, without a clause here "
        f"依据其他法规、实践或使用者选择: {', '.join(bare) if bare else 'none 无'}.\n\n{_table(heads, rows)}"
    )


def _ids(clauses: Iterable[str]) -> str:
    """Ids of clauses, each document named once: gaotai-2021 #2.1 #2.2."""
    by_document: dict[str, list[str]] = {}
    for clause in clauses:
        document, _, number = clause.partition("#")
        by_document.setdefault(document, []).append(f"#{number}")
    return "<br>".join(f"{document} {' '.join(numbers)}" for document, numbers in by_document.items()) or "–"


def _text(text: CoveredText, register: Register) -> str:
    lines = [
        f"### {text.title.zh} {text.title.en}\n",
        f"Copy 文本: {text.read.zh} {text.read.en}\n",
        f"Left out 未登记: {text.left_out.zh} {text.left_out.en}\n",
    ]
    if text.repeats:
        lines.append(f"Clauses 条款: `{text.repeats}`.\n")
    else:
        heads = ("clause 条款", "where 位置", "says 内容", "kind 类别", "rules, or why none 规则或理由")
        lines.append(_table(heads, (_row(clause, register) for clause in text.clauses)))
    return "\n".join(lines)


def _row(clause: CoveredClause, register: Register) -> tuple[str, ...]:
    marks = [f"{label(f'clause_mark.{mark}')} {label(f'clause_mark.{mark}', 'en')}" for mark in clause.marks]
    if clause.status != "verified":
        marks.append(clause.status)
    says = _both(clause.says) + (f"<br>({'; '.join(marks)})" if marks else "")
    kind = f"{label(f'clause_kind.{clause.kind}')}<br>{label(f'clause_kind.{clause.kind}', 'en')}"
    return f"`{clause.id}`", clause.at, says, kind, _rules(clause, register)


def _rules(clause: CoveredClause, register: Register) -> str:
    if clause.declared is not None:
        return _both(clause.declared)
    modelled = ", ".join(rule for rule in clause.rules if rule not in register.planned)
    planned = ", ".join(rule for rule in clause.rules if rule in register.planned)
    return "<br>".join(part for part in (modelled, f"not yet modelled 未建模: {planned}" if planned else "") if part)
