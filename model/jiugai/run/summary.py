"""What `jiugai plan` prints about a finished plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jiugai.console import columns
from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.run import changes
from jiugai.run.contract import OpenPlan
from jiugai.run.pipeline import Finished
from jiugai.run.publish import REPORT, WORD, WORKBOOK

_KINDS = ("central", "provincial", "local", "utility", "resident", "social", "bank")


def summary(finished: Finished | OpenPlan, folder: Path, lang: str) -> str:
    """Who pays, what was reached and how far it is proven, what to know, and where the files are."""
    manifest = finished.manifest
    lines = [finished.study.scenario.title[lang], _size(finished, lang), label("console.payers", lang)]
    lines += _payers(finished, lang)
    lines.append(label("console.objectives", lang))
    lines += columns([_objective(row, lang) for row in manifest["objectives"]], right=[1])
    lines += changes.lines(manifest["overrides"], finished.study.policy.library, lang)
    lines += [f"{label('console.note', lang)}{note[lang]}" for note in manifest["notes"]]
    lines.append(f"{label('console.folder', lang)}{folder}")
    shown = {"console.report": REPORT, "console.word": WORD, "console.workbook_of_plan": WORKBOOK}
    lines += [f"{label(key, lang)}{folder / name}" for key, name in shown.items() if (folder / name).exists()]
    if not (folder / REPORT).exists():
        lines.append(label("console.no_report", lang))
    return "\n".join(lines)


def _size(finished: Finished | OpenPlan, lang: str) -> str:
    selection = finished.plan.selection
    taken = selection.loc[selection["decision"].isin(("new", "continuing")), "community_id"]
    households = finished.study.case.table("communities").set_index("community_id")["households"]
    return label("console.size", lang).format(
        count=len(taken), households=f"{households.loc[taken].sum():,}", total=wan_text(_total(finished))
    )


def _total(finished: Finished | OpenPlan) -> int:
    return int(finished.plan.funding["yuan"].sum())


def _payers(finished: Finished | OpenPlan, lang: str) -> list[str]:
    """One line for each kind of payer that pays, 万元 and share."""
    total, by_kind = _total(finished), finished.plan.funding.groupby("kind")["yuan"].sum()
    amounts = {kind: int(by_kind.get(kind, 0)) for kind in _KINDS}
    rows = [
        (label(f"kind.{kind}", lang), wan_text(yuan), f"{yuan / total:.1%}") for kind, yuan in amounts.items() if yuan
    ]
    return columns(rows, right=[1, 2]) if rows else [f"  {label('console.nobody', lang)}"]


def _objective(row: Mapping[str, Any], lang: str) -> tuple[str, str, str]:
    """(name, value on the finished plan, how far it is proven)."""
    proof = label("console.proven" if row["proven"] else "console.unproven", lang)
    if not row["proven"] and row["bound"] is not None:
        bound = "console.at_most" if row["sense"] == "max" else "console.at_least"
        proof += label(bound, lang).format(bound=number(row["bound"]))
    return label(f"objective.{row['name']}", lang), number(row["final"]), proof


def number(value: float) -> str:
    """A whole number as such, money with two decimals.

    >>> number(12104), number(186.9683)
    ('12,104', '186.97')
    """
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
