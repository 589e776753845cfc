"""A scenario: the question asked of a case, the date of knowledge, objectives, weights and effort."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, Problem, ScenarioError
from jiugai.inputs.case import TIERS
from jiugai.policy.parameters import exact
from jiugai.yaml_file import check_keys, is_both, is_date, read_yaml

FORMAT = "jiugai-scenario/1"
OBJECTIVES = (
    "upper_lapse", "soft_broken", "hazard_households", "basic_households",
    "score", "county_money", "completion", "tie_break",
)  # fmt: skip
NEED_PARTS = ("age", "hazard", "facilities", "care")
#: a part of need that a scenario may weigh besides (F18)
PAYS_FIRST = "pays_first"
_MOST = 10**12
_MOST_WEIGHT = 10**4

_REQUIRED = (
    "format", "title", "author", "date", "baseline", "question", "changes", "case", "as_of",
    "objectives", "need_weights", "tier_weights", "soft_weights", "discount_rate", "effort", "lang",
)  # fmt: skip


@dataclass(frozen=True)
class Objective:
    """A stage of the lexicographic order; `tolerance` is absolute, in the unit of the objective.

    `gap` and `nodes` replace the scenario's effort for this stage.
    """

    name: str
    tolerance: Fraction
    gap: float | None = None
    nodes: int | None = None


@dataclass(frozen=True)
class Effort:
    """How hard the solver works: relative gap and nodes a stage; seconds a stage only where asked for."""

    gap: float
    nodes: int
    seconds: float | None = None


@dataclass(frozen=True)
class Scenario:
    """The question as it was read. `soft_weights`: rule id → points a broken unit, where it differs from the rule's."""

    path: Path
    name: str
    title: dict[str, str]
    author: str
    date: datetime.date
    baseline: bool
    question: str
    changes: str
    case: Path
    policy: Path | None
    as_of: datetime.date
    overrides: dict[str, str]
    objectives: tuple[Objective, ...]
    need_weights: dict[str, int]
    tier_weights: dict[str, int]
    soft_weights: dict[str, Fraction]
    discount_rate: Fraction
    effort: Effort
    lang: str


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file. Raises `ScenarioError` with every problem found."""
    raw = read_yaml(path, ScenarioError)
    problems = check_keys(raw, Locator(str(path)), _REQUIRED, ("policy", "overrides"))
    if problems:
        raise ScenarioError(problems)
    checked = _Checker(path)
    if raw["format"] != FORMAT:
        checked.add("format", f"应为 {FORMAT}", f"must be {FORMAT}", raw["format"])
    if not is_both(raw["title"]):
        checked.add("title", "应有 zh 和 en 两项", "needs zh and en")
    for key in ("case", "policy"):
        if "\0" in str(raw.get(key)):
            checked.add(key, "不是路径", "not a path", raw[key])
            raise ScenarioError(checked.problems)
    for key in ("date", "as_of"):
        if not is_date(raw[key]):
            checked.add(key, "应为日期，如 2021-12-31", "must be a date such as 2021-12-31", raw[key])
    if not isinstance(raw["baseline"], bool):
        checked.add("baseline", "应为 yes 或 no", "must be yes or no", raw["baseline"])
    if raw["lang"] not in ("zh", "en"):
        checked.add("lang", "应为 zh 或 en", "must be zh or en", raw["lang"])
    scenario = Scenario(
        path=path,
        name=path.stem,
        title=raw["title"],
        author=str(raw["author"]),
        date=raw["date"],
        baseline=bool(raw["baseline"]),
        question=str(raw["question"]),
        changes=str(raw["changes"]),
        case=(path.parent / str(raw["case"])).resolve(),
        policy=(path.parent / str(raw["policy"])).resolve() if raw.get("policy") else None,
        as_of=raw["as_of"],
        overrides=checked.overrides(raw.get("overrides") or {}),
        objectives=checked.objectives(raw["objectives"]),
        need_weights=checked.whole_numbers(
            "need_weights", raw["need_weights"], NEED_PARTS, total=100, optional=(PAYS_FIRST,)
        ),
        tier_weights=checked.whole_numbers("tier_weights", raw["tier_weights"], TIERS),
        soft_weights=checked.weights("soft_weights", raw["soft_weights"]),
        discount_rate=checked.number("discount_rate", raw["discount_rate"]),
        effort=checked.effort(raw["effort"]),
        lang=str(raw["lang"]),
    )
    if checked.problems:
        raise ScenarioError(checked.problems)
    return scenario


class _Checker:
    """Reads the nested parts of a scenario, collecting located problems."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, key: str, zh: str, en: str, value: Any = "") -> None:
        self.problems.append(Problem(Locator(str(self.path), column=key, value=str(value)), zh, en))

    def number(self, key: str, value: Any) -> Fraction:
        try:
            if isinstance(value, bool | float):
                raise ValueError
            number = exact(value) if isinstance(value, str) else Fraction(value)
            if not 0 <= number <= _MOST:
                raise ValueError
        except (ValueError, TypeError, ZeroDivisionError):
            self.add(key, "应为非负数，小数请加引号", "must be a number not below 0; quote decimals", value)
            return Fraction(0)
        return number

    def overrides(self, raw: Any) -> dict[str, str]:
        if not isinstance(raw, dict):
            self.add("overrides", "应为 路径: 值", "must be a mapping of path: value")
            return {}
        for path in raw:
            if not str(path).startswith("policy."):
                self.add("overrides", "路径应以 policy. 开头", "a path must start with policy.", path)
        return {str(path): value for path, value in raw.items()}

    def objectives(self, raw: Any) -> tuple[Objective, ...]:
        if not isinstance(raw, list) or not raw:
            self.add("objectives", "应为目标列表", "must be a list of objectives")
            return ()
        found: list[Objective] = []
        for entry in raw:
            detail = entry if isinstance(entry, dict) else {"name": entry}
            self.problems += check_keys(detail, Locator(str(self.path)), ("name",), ("tolerance", "gap", "nodes"))
            name = detail.get("name")
            if name not in OBJECTIVES:
                self.add(
                    "objectives", f"应为：{'、'.join(OBJECTIVES)}", f"must be one of: {', '.join(OBJECTIVES)}", name
                )
            elif name in (other.name for other in found):
                self.add("objectives", "目标重复", "objective stands twice", name)
            else:
                found.append(
                    Objective(
                        name=str(name),
                        tolerance=self.number(f"objectives.{name}.tolerance", detail.get("tolerance", "0")),
                        gap=float(self.number(f"objectives.{name}.gap", detail["gap"])) if "gap" in detail else None,
                        nodes=self.nodes(f"objectives.{name}.nodes", detail["nodes"]) if "nodes" in detail else None,
                    )
                )
        return tuple(found)

    def _mapping(self, key: str, raw: Any, names: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Any]:
        if not isinstance(raw, dict) or set(raw) - set(optional) != set(names):
            zh, en = f"应正好有：{'、'.join(names)}", f"must have exactly: {', '.join(names)}"
            if optional:
                zh, en = f"{zh}，可另有：{'、'.join(optional)}", f"{en}, and may have: {', '.join(optional)}"
            self.add(key, zh, en)
            return dict.fromkeys(names, 0)
        return raw

    def whole_numbers(
        self, key: str, raw: Any, names: tuple[str, ...], total: int | None = None, optional: tuple[str, ...] = ()
    ) -> dict[str, int]:
        mapping = self._mapping(key, raw, names, optional)
        if mapping is not raw:  # wrong names are told for that alone
            return mapping
        for name, value in mapping.items():
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_WEIGHT:
                self.add(f"{key}.{name}", "应为非负整数", "must be a whole number not below 0", value)
                return dict.fromkeys(names, 0)
        if total is not None and sum(mapping.values()) != total:
            self.add(key, f"合计应为{total}", f"must add up to {total}", sum(mapping.values()))
        return {name: int(mapping[name]) for name in (*names, *optional) if name in mapping}

    def weights(self, key: str, raw: Any) -> dict[str, Fraction]:
        if not isinstance(raw, dict):
            self.add(key, "应为 规则编号: 权重", "must be a mapping of rule: weight")
            return {}
        return {str(name): self.number(f"{key}.{name}", value) for name, value in raw.items()}

    def effort(self, raw: Any) -> Effort:
        problems = check_keys(raw, Locator(str(self.path)), ("gap", "nodes"))
        if problems:
            self.problems += problems
            return Effort(0.0, 0)
        return Effort(float(self.number("effort.gap", raw["gap"])), self.nodes("effort.nodes", raw["nodes"]))

    def nodes(self, key: str, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.add(key, "应为正整数", "must be a whole number of at least 1", value)
            return 1
        return value
