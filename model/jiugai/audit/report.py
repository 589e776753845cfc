"""What an audit says: per clause, how much was checked, the worst margin, and every failure as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from jiugai.audit.force import applies
from jiugai.audit.records import Fund, Work
from jiugai.audit.rules import rule_checks
from jiugai.audit.rules.base import GateCheck, LineCheck, PayerCheck, PlanCheck, RouteCheck, TimeCheck
from jiugai.audit.shapes import StudyShape

#: the audit's own clauses: the arithmetic of the model, checked whatever the policy
MODEL_CLAUSES: dict[str, tuple[str, str]] = {
    "model#status": ("求解状态已读取", "the status of the solver was read"),
    "model#structure": ("表的结构", "structure of the tables"),
    "model#bridges": ("垫付表", "table of advances"),
    "model#cash-year": ("资金与工程同年", "money arrives in the year of the cost"),
    "model#scope": ("小区的安排与工程范围", "decision and scope of a community"),
    "model#removed": ("移除的选项", "options taken off the menu"),
    "model#cost": ("分年造价", "cost by year"),
    "model#benefit": ("效益分", "benefit points"),
    "model#fund-rules": ("资金使用范围", "what a fund may pay by its own rules"),
    "model#funds": ("资金滚存表", "roll-forward of the funds"),
    "model#debt": ("债务表", "debt table"),
    "model#constraints": ("约束表", "constraint table"),
    "model#indicators": ("指标表", "indicator table"),
    "model#rules-log": ("规则记录", "log of rules"),
    "model#ties": ("合计勾稽", "totals that tie"),
}

#: failures written out per clause; the rest are counted
SHOWN = 50


@dataclass(frozen=True, order=True)
class Sentence:
    """One failure in Chinese and English."""

    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        return self.zh


@dataclass(frozen=True)
class ClauseCheck:
    """One rule under its clause. `worst_margin_yuan` is rounded down; None where the check has no amount."""

    rule: str
    clause: str
    checked: int
    worst_margin_yuan: int | None
    failures: tuple[Sentence, ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "clause": self.clause,
            "checked": self.checked,
            "worst_margin_yuan": self.worst_margin_yuan,
            "failures": [{"zh": failure.zh, "en": failure.en} for failure in self.failures],
        }


@dataclass(frozen=True)
class AuditReport:
    """The verdict: passed only if no clause has a failure. `totals` in yuan.

    `unchecked`: (rule, clause) of every rule in force that the audit has no check for (未独立复核). It says nothing of
    them, and so must every reader of `passed`.
    """

    passed: bool
    clauses: tuple[ClauseCheck, ...]
    totals: dict[str, int]
    unchecked: tuple[tuple[str, str], ...] = ()

    def failures(self) -> tuple[tuple[str, Sentence], ...]:
        """(clause, sentence) of every failure written out."""
        return tuple((check.clause, failure) for check in self.clauses for failure in check.failures)

    def to_dict(self) -> dict[str, object]:
        """The content of audit.json."""
        return {
            "passed": self.passed,
            "clauses": [check.to_dict() for check in self.clauses],
            "unchecked": [{"rule": rule, "clause": clause} for rule, clause in self.unchecked],
            "totals": dict(self.totals),
        }


@dataclass
class _Entry:
    checked: int = 0
    worst: int | None = None
    failed: int = 0
    failures: list[Sentence] = field(default_factory=list)


class Book:
    """Collects checks and failures under a rule id (in force) or one of `MODEL_CLAUSES`.

    `gates`, `routes`, `payers`, `times`, `lines`, `others`: the checks of the rules in force, by kind and id.
    """

    def __init__(self, study: StudyShape) -> None:
        self._study = study
        checks = [check for check in rule_checks() if check.id in study.rules and applies(study, check.id)]
        self.gates = tuple(check for check in checks if isinstance(check, GateCheck))
        self.routes = tuple(check for check in checks if isinstance(check, RouteCheck))
        self.payers = tuple(check for check in checks if isinstance(check, PayerCheck))
        self.times = tuple(check for check in checks if isinstance(check, TimeCheck))
        self.lines = tuple(check for check in checks if isinstance(check, LineCheck))
        self.others = tuple(check for check in checks if isinstance(check, PlanCheck))
        self._rules = frozenset(check.id for check in checks)
        self._entries: dict[str, _Entry] = {key: _Entry() for key in (*(c.id for c in checks), *MODEL_CLAUSES)}
        #: (work, start year) → the funds that may pay it, where they were asked for (`payers.py`)
        self.payers_of: dict[tuple[Work, int], tuple[Fund, ...]] = {}
        #: rules in force without a check of their own
        self.unchecked = tuple(
            rule
            for rule, entry in study.rules.items()
            if entry.shapes_plan and applies(study, rule) and rule not in self._rules
        )

    def on(self, rule: str) -> bool:
        """Whether the rule is in force (and re-checked)."""
        return rule in self._rules

    def either(self, rule: str, otherwise: str) -> str:
        """The rule where it is in force, else the model clause `otherwise`."""
        return rule if rule in self._rules else otherwise

    def count(self, rule: str, margin: Fraction | int | None = None, checks: int = 1) -> None:
        """Note `checks` checks and the margin (yuan) of the tightest one."""
        entry = self._entries[rule]
        entry.checked += checks
        if margin is not None:
            whole = margin // 1
            entry.worst = whole if entry.worst is None else min(entry.worst, whole)

    def fail(self, rule: str, zh: str, en: str) -> None:
        entry = self._entries[rule]
        entry.failed += 1
        if len(entry.failures) < SHOWN:
            entry.failures.append(Sentence(zh, en))

    def failed(self, rule: str) -> bool:
        return self._entries[rule].failed > 0

    def clause(self, rule: str) -> str:
        """The clause a rule is printed under; the model's own where the catalogue gives none."""
        if rule in MODEL_CLAUSES:
            return rule
        return self._study.clause(rule) or f"model#{rule}"

    def report(self, totals: Mapping[str, int]) -> AuditReport:
        checks = []
        for key, entry in self._entries.items():
            failures = list(entry.failures)
            if entry.failed > SHOWN:
                rest = entry.failed - SHOWN
                failures.append(Sentence(f"另有 {rest} 处同类问题", f"{rest} more of this kind"))
            rule = "model" if key in MODEL_CLAUSES else key
            checks.append(ClauseCheck(rule, self.clause(key), entry.checked, entry.worst, tuple(failures)))
        passed = not any(check.failures for check in checks)
        unchecked = tuple((rule, self.clause(rule)) for rule in self.unchecked)
        return AuditReport(passed, tuple(checks), dict(totals), unchecked)
