"""What the small case of a rule holds, by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from support.case import Row, Tables, envelope


@dataclass(frozen=True)
class RuleCase:
    """A case on which the rule makes rows.

    `lines`: label → (activity, limit) of constraints.csv, in yuan as printed; None where several plans are as good.
    `twin`: (work, year) → fund → yuan that breaks the rule; `breaks`: what the audit then names.
    """

    tables: Tables
    lines: dict[str, tuple[str | None, str | None]]
    twin: dict[tuple[str, int], dict[str, int]]
    breaks: set[str]
    years: tuple[int, int] = (2021, 2021)
    scenario: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)


def plenty(*years: int) -> list[Row]:
    return [envelope("county_budget", year, 20_000_000) for year in years]
