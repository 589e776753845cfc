"""What a column of a plain list can be, told by its heading; the vocabulary is `fields.csv`."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from jiugai.inputs.cells import folded
from jiugai.inputs.units import unit_sizes

_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_SUFFIX = re.compile(r"(.+?)[_/]?(wan_yuan|wan|yuan|m2|亿元|万元|元|万m2|万平方米|平方米|户|栋|幢|%)")

_CURRENCIES = ("元", "港币")

_KINDS = {"yuan": "money", "m2": "area", "household": "household", "building": "building", "ratio": "ratio"}
#: unit as written (folded) → (kind of column, size in the unit of the model: yuan, m2, one, share)
UNITS: dict[str, tuple[str, Decimal]] = {
    written: (kind, size) for unit, kind in _KINDS.items() for written, size in unit_sizes(unit).items()
}


@dataclass(frozen=True)
class Field:
    """What a column of a plain list can be."""

    name: str
    kind: str
    unit: str
    zh: str
    en: str
    pattern: re.Pattern[str]

    @property
    def unit_kind(self) -> str:
        """The kind of unit that fits: that of `UNITS`, or "" where a unit makes no sense."""
        return self.unit or (self.kind if self.kind in ("money", "area", "ratio") else "")


@cache
def known_fields() -> tuple[Field, ...]:
    text = files("jiugai.intake.plain").joinpath("fields.csv").read_text(encoding="utf-8")
    return tuple(
        Field(row["field"], row["kind"], row["unit"], row["zh"], row["en"], re.compile(row["headings"]))
        for row in csv.DictReader(text.splitlines())
    )


def recognise(text: str) -> tuple[Field | None, list[str]]:
    """(field or None, units written in the heading).

    >>> field, units = recognise("建筑面积（万㎡）")
    >>> field.name, units
    ('floor_area_m2', ['万m2'])
    """
    plain = folded(text)
    units = [unit for inside in _BRACKETS.findall(plain) for unit in _written(inside)]
    without = _BRACKETS.sub(lambda found: "" if _is_remark(found[1]) else found[0], plain).strip(":：*")
    tried = [without, _BRACKETS.sub("", plain).strip(":：*")]
    suffix = _SUFFIX.fullmatch(without)
    if suffix is not None and suffix[2] in UNITS:
        tried.append(suffix[1])
    for candidate in tried:
        for field in known_fields():
            if field.pattern.fullmatch(candidate):
                if suffix is not None and candidate == suffix[1]:
                    units.append(suffix[2])
                return field, units
    if "/" in without:  # a word under a group: 规模/户数
        return recognise(text.rpartition("/")[2])[0], units
    return None, units


def _written(inside: str) -> list[str]:
    """Units in brackets. Another currency and a rate (元/㎡) are units too, though they fit no column."""
    parts = re.split(r"[、,;/]", inside)
    kinds = {UNITS[part][0] if part in UNITS else "" for part in parts}
    if "/" in inside and parts[0] in UNITS and len(kinds) > 1:
        return [inside]
    return [part for part in parts if part in UNITS or part.endswith(_CURRENCIES)]


def _is_remark(inside: str) -> bool:
    """Whether brackets hold units only."""
    return all(part in UNITS for part in re.split(r"[、,;/]", inside))
