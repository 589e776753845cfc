"""The keys of a whole scenario: objectives, weights and effort, each checked and located."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, Problem, ScenarioError
from jiugai.inputs.case import TIERS
from jiugai.inputs.override import Override
from jiugai.inputs.scenario.question import Effort, Objective, Scenario, place_of
from jiugai.policy.parameters import exact
from jiugai.yaml_file import check_keys, is_both, is_date

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

REQUIRED = (
    "format", "title", "author", "date", "baseline", "question", "changes", "case", "as_of",
    "objectives", "need_weights", "tier_weights", "soft_weights", "discount_rate", "effort", "lang",
)  # fmt: skip
OPTIONAL = ("policy", "overrides")
#: keys that a file says of itself; the others are those of its root
HEAD = ("format", "title", "author", "date", "baseline", "question", "changes", "lang")


def read_keys(
    raw: dict[str, Any],
    path: Path,
    root: Path,
    overrides: tuple[Override, ...],
    chain: tuple[Path, ...] = (),
    base: Scenario | None = None,
) -> Scenario:
    """The scenario of a mapping with every required key; `path` is its file, `root` that of what it does not set.

    Raises `ScenarioError` with every problem found.
    """
    checked = _Checker(path, root, [entry for entry in overrides if entry.file != root])
    checked.head(raw)
    for key in ("case", "policy"):
        if "\0" in str(raw.get(key)):
            checked.add(key, "不是路径", "not a path", raw[key])
            raise ScenarioError(checked.problems)
    if not is_date(raw["as_of"]):
        checked.add("as_of", *_A_DATE, raw["as_of"])
    scenario = Scenario(
        path=path,
        name=path.stem,
        title=raw["title"],
        author=str(raw["author"]),
        date=raw["date"],
        baseline=bool(raw["baseline"]),
        question=str(raw["question"]),
        changes=str(raw["changes"]),
        case=(root.parent / str(raw["case"])).resolve(),
        policy=(root.parent / str(raw["policy"])).resolve() if raw.get("policy") else None,
        as_of=raw["as_of"],
        overrides=overrides,
        objectives=checked.objectives(raw["objectives"]),
        need_weights=checked.whole_numbers(
            "need_weights", raw["need_weights"], NEED_PARTS, total=100, optional=(PAYS_FIRST,)
        ),
        tier_weights=checked.whole_numbers("tier_weights", raw["tier_weights"], TIERS),
        soft_weights=checked.weights("soft_weights", raw["soft_weights"]),
        discount_rate=checked.number("discount_rate", raw["discount_rate"]),
        effort=checked.effort(raw["effort"]),
        lang=str(raw["lang"]),
        root=root,
        chain=chain,
        base=base,
    )
    if checked.problems:
        raise ScenarioError(checked.problems)
    return scenario


_A_DATE = ("应为日期，如 2021-12-31", "must be a date such as 2021-12-31")


class _Checker:
    """Reads the nested parts of a scenario, collecting located problems."""

    def __init__(self, path: Path, root: Path, set_below: list[Override]) -> None:
        self._path, self._root, self._set_below = path, root, set_below
        self.problems: list[Problem] = []

    def add(self, key: str, zh: str, en: str, value: Any = "") -> None:
        self.problems.append(Problem(self._at(key, value), zh, en))

    def _at(self, key: str, value: Any = "") -> Locator:
        if key in HEAD:
            return Locator(str(self._path), column=key, value=str(value))
        return place_of(key, self._set_below, self._root, value)

    def head(self, raw: dict[str, Any]) -> None:
        """What the file says of itself."""
        if raw["format"] != FORMAT:
            self.add("format", f"应为 {FORMAT}", f"must be {FORMAT}", raw["format"])
        if not is_both(raw["title"]):
            self.add("title", "应有 zh 和 en 两项", "needs zh and en")
        if not is_date(raw["date"]):
            self.add("date", *_A_DATE, raw["date"])
        if not isinstance(raw["baseline"], bool):
            self.add("baseline", "应为 yes 或 no", "must be yes or no", raw["baseline"])
        if raw["lang"] not in ("zh", "en"):
            self.add("lang", "应为 zh 或 en", "must be zh or en", raw["lang"])

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

    def objectives(self, raw: Any) -> tuple[Objective, ...]:
        if not isinstance(raw, list) or not raw:
            self.add("objectives", "应为目标列表", "must be a list of objectives")
            return ()
        found: list[Objective] = []
        for entry in raw:
            detail = entry if isinstance(entry, dict) else {"name": entry}
            self.problems += check_keys(
                detail, Locator(self._at("objectives").file), ("name",), ("tolerance", "gap", "nodes")
            )
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
        problems = check_keys(raw, Locator(str(self._root)), ("gap", "nodes"))
        if problems:
            self.problems += problems
            return Effort(0.0, 0)
        return Effort(float(self.number("effort.gap", raw["gap"])), self.nodes("effort.nodes", raw["nodes"]))

    def nodes(self, key: str, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.add(key, "应为正整数", "must be a whole number of at least 1", value)
            return 1
        return value
