"""An override as it was written, and the change it makes: old → new, and the file that says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, Problem, ScenarioError

POLICY, CASE = "policy", "case"
#: operations on the cells that a path names, in place of a value
TIMES, PLUS = "times", "plus"


@dataclass(frozen=True)
class Override:
    """One line of `overrides`: the path, the value as YAML reads it, and the file it stands in."""

    path: str
    value: Any
    file: Path

    @property
    def room(self) -> str:
        """The first part of the path: `policy`, `case`, or a key of the scenario itself."""
        return self.path.partition(".")[0]

    @property
    def rest(self) -> str:
        return self.path.partition(".")[2]

    def at(self, value: object = None) -> Locator:
        return Locator(str(self.file), column=self.path, value=shown(self.value if value is None else value))

    def problem(self, zh: str, en: str) -> Problem:
        return Problem(self.at(), zh, en)

    def wrong(self, zh: str, en: str) -> ScenarioError:
        return ScenarioError(self.problem(zh, en))


@dataclass(frozen=True)
class Change:
    """What an override changed: `old` → `new` in `cells` places; money is whole yuan, "" is nothing stated.

    `path` is that of the one cell changed, or the override's own where several cells change from `old` to `new`.
    """

    path: str
    old: str
    new: str
    by: Override
    cells: int = 1


def unchanged(override: Override, value: str) -> Problem:
    """The problem of an override that says what holds anyhow."""
    now = (value or "空", value or "blank")
    return override.problem(
        f"没有改变任何取值，现在就是 {now[0]}：请删去", f"changes nothing, it is {now[1]} now: leave it out"
    )


def shown(value: Any) -> str:
    """A value of YAML as a message shows it.

    >>> shown({"times": "0.7"}), shown(None), shown(True), shown(["a", "b"])
    ('{times: 0.7}', 'null', 'yes', '[a, b]')
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "null" if value is None else str(value)


def exact_text(value: Fraction | int) -> str:
    """An exact number: as a decimal where it has an end, else as a fraction.

    >>> exact_text(Fraction(3, 10)), exact_text(Fraction(2, 3)), exact_text(12_000)
    ('0.3', '2/3', '12000')
    """
    number = Fraction(value)
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1 or number.denominator > 10**12:
        return str(number)
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
