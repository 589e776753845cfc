"""The header of a case: its name, place, years and units, from `case.yaml` or the case sheet of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jiugai.errors import Locator, Problem
from jiugai.yaml_file import check_keys, is_both, is_texts

FORMAT = "jiugai-case/1"
MONEY_UNITS = ("wan_yuan", "yuan")
BASES = ("real", "mixed", "illustrative")
TARGETS = ("communities", "floor_area_m2", "households")
REQUIRED = ("format", "title", "place", "first_year", "last_year", "money_unit", "basis")
DEBT_TIERS = ("green", "yellow", "orange", "red")
OPTIONAL = ("programme", "borrow", "targets", "debt_tier", "note")
#: what a case is about where it does not say
PROGRAMME = "old_communities"

#: key of the header, its value as it stands → where that is
Places = Callable[[str, Any], Locator]


@dataclass(frozen=True)
class Header:
    """What `case.yaml` says. `money_unit` is that of the CSV tables; amounts once read are whole yuan."""

    title: dict[str, str]
    place: tuple[str, ...]
    first_year: int
    last_year: int
    money_unit: str
    basis: str
    borrow: tuple[str, ...] = ()
    targets: dict[str, int] = field(default_factory=dict)
    note: str = ""
    debt_tier: str = ""
    programme: str = PROGRAMME

    def to_yaml(self) -> dict[str, Any]:
        """The content of `case.yaml`, in the order of the contract; what is not given is left out."""
        programme = "" if self.programme == PROGRAMME else self.programme
        optional = {
            "programme": programme,
            "borrow": list(self.borrow),
            "targets": self.targets,
            "debt_tier": self.debt_tier,
            "note": self.note,
        }
        return {
            "format": FORMAT,
            "title": self.title,
            "place": list(self.place),
            "first_year": self.first_year,
            "last_year": self.last_year,
            **{key: value for key, value in optional.items() if value},
            "money_unit": self.money_unit,
            "basis": self.basis,
        }


def make_header(raw: Mapping[str, Any]) -> Header:
    """The header of a mapping in which `header_problems` found none."""
    return Header(
        title=raw["title"],
        place=tuple(raw["place"]),
        first_year=raw["first_year"],
        last_year=raw["last_year"],
        money_unit=raw["money_unit"],
        basis=raw["basis"],
        borrow=tuple(raw.get("borrow") or ()),
        targets=raw.get("targets") or {},
        note=str(raw.get("note") or ""),
        debt_tier=raw.get("debt_tier") or "",
        programme=raw.get("programme") or PROGRAMME,
    )


def header_problems(raw: Mapping[str, Any], at: Places) -> list[Problem]:
    """What is wrong with the values of a header that has all required keys and no unknown one."""
    problems = [Problem(at(key, value), zh, en) for key, value, zh, en in _wrong_values(raw)]
    first, last = raw["first_year"], raw["last_year"]
    if not problems and first > last:
        problems.append(Problem(at("last_year", last), "早于 first_year", "is before first_year"))
    targets = raw.get("targets") or {}
    if isinstance(targets, dict):
        problems += check_keys(targets, at("targets", ""), (), TARGETS)
    return problems


def _wrong_values(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any, str, str]]:
    if raw["format"] != FORMAT:
        yield "format", raw["format"], f"应为 {FORMAT}", f"must be {FORMAT}"
    if not is_both(raw["title"]):
        yield "title", "", "应有 zh 和 en 两项", "needs zh and en"
    if not (is_texts(raw["place"]) and len(raw["place"]) == 3 and all(name.strip() for name in raw["place"])):
        yield "place", "", "应为 [省, 市, 县]", "must be [province, city, county]"
    for key in ("first_year", "last_year"):
        if type(raw[key]) is not int or not 1990 <= raw[key] <= 2100:
            yield key, raw[key], "应为年份", "must be a year"
    if raw["money_unit"] not in MONEY_UNITS:
        yield "money_unit", raw["money_unit"], "应为 wan_yuan 或 yuan", "must be wan_yuan or yuan"
    if raw["basis"] not in BASES:
        yield "basis", raw["basis"], "应为 real、mixed 或 illustrative", "must be real, mixed or illustrative"
    if (raw.get("debt_tier") or "") not in ("", *DEBT_TIERS):
        yield "debt_tier", raw["debt_tier"], f"应为 {'、'.join(DEBT_TIERS)}", f"must be {', '.join(DEBT_TIERS)}"
    targets = raw.get("targets") or {}
    if not isinstance(targets, dict) or not all(type(number) is int and number >= 0 for number in targets.values()):
        yield "targets", targets, "应为不小于0的整数", "must be whole numbers of at least 0"
    if not isinstance(raw.get("programme") or "", str):
        yield "programme", raw["programme"], "应为工作类别的编号", "must be the id of a programme"
    if not is_texts(raw.get("borrow") or []):
        yield "borrow", "", "应为文件编号列表", "must be a list of document ids"
