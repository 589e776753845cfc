"""What changes when one thing is a tenth off, as a report tells it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiugai.analysis.sensitivity import Outcome, Sensitivity, lever_name
from jiugai.report.book import Book


@dataclass(frozen=True)
class Bar:
    """A lever on one objective: what the objective changes by below and above (None: no plan), and whether by more
    than the searches leave open."""

    name: str
    below: tuple[Decimal, bool] | None
    above: tuple[Decimal, bool] | None

    @property
    def size(self) -> Decimal:
        return max((abs(side[0]) for side in (self.below, self.above) if side), default=Decimal(0))


def moved(found: Sensitivity) -> list[str]:
    """The objectives that any change moves, in their order."""
    return [
        name
        for name in found.base
        if any(effect.change for it in found.outcomes for effect in it.effects if effect.objective == name)
    ]


def bars(found: Sensitivity, objective: str, book: Book) -> list[Bar]:
    """The levers that move an objective, the strongest first."""
    sides: dict[str, dict[bool, tuple[Decimal, bool] | None]] = {}
    for it in found.outcomes:
        name = lever_name(it.lever, book.study, book.lang)
        sides.setdefault(name, {})[it.factor > 1] = _side(it, objective)
    found_bars = [Bar(name, by.get(False), by.get(True)) for name, by in sides.items()]
    return sorted((bar for bar in found_bars if bar.size), key=lambda bar: -bar.size)


def _side(it: Outcome, objective: str) -> tuple[Decimal, bool] | None:
    return next(((e.change, e.exceeds) for e in it.effects if e.objective == objective), None)
