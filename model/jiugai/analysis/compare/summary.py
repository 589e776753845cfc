"""What `jiugai compare` prints: a line a scenario, what each changed, and what is proven of the differences."""

from __future__ import annotations

from collections.abc import Iterator

from jiugai.analysis.compare.comparison import REPORT, Comparison
from jiugai.analysis.compare.proof import EQUAL, OPEN
from jiugai.analysis.compare.rows import PLANNED, PairRow, ScenarioRow
from jiugai.console import columns
from jiugai.labels import label
from jiugai.money import wan_text

_COLUMNS = ("option", "communities", "households", "cost", "county", "upper", "new_debt", "warnings")
_MOST = 8  # changes of a scenario that are printed


def summary(found: Comparison, lang: str) -> str:
    """The comparison in a terminal: money in 万元."""
    lines = [label("compare.head", lang).format(base=found.title(found.base, lang))]
    heads = tuple(label(f"compare.{name}", lang) for name in _COLUMNS)
    with_plan = [row for row in found.tables.scenarios if row.state == PLANNED]
    lines += columns([heads, *(_line(row, found, lang) for row in with_plan)], right=range(1, len(heads)))
    lines += list(_without_plan(found, lang))
    lines += list(_changed(found, lang))
    lines.append(label("compare.verdicts", lang))
    lines += [f"  {verdict(pair, found, lang)}" for pair in worth_telling(found)]
    lines.append(f"{label('compare.folder', lang)}{found.folder}")
    report = found.folder / REPORT
    lines.append(f"{label('console.report', lang)}{report}" if report.exists() else label("console.no_report", lang))
    return "\n".join(lines)


def _line(row: ScenarioRow, found: Comparison, lang: str) -> tuple[str, ...]:
    debt = (row.general_bonds_yuan or 0) + (row.special_bonds_yuan or 0)
    money = (row.cost_yuan or 0, row.county_yuan or 0, row.upper_yuan or 0, debt)
    title = found.title(row.scenario, lang)
    return (title, f"{row.communities}", f"{row.households:,}", *map(wan_text, money), f"{row.warnings}")


def _without_plan(found: Comparison, lang: str) -> Iterator[str]:
    """A scenario without a plan, and why."""
    for row in found.tables.scenarios:
        if row.state != PLANNED:
            yield f"  {found.title(row.scenario, lang)}{_colon(lang)}{label(f'state.{row.state}', lang)}"
            yield from (f"    {problem[lang]}" for problem in found.scenario(row.scenario)["problems"])


def _changed(found: Comparison, lang: str) -> Iterator[str]:
    """What each scenario changed against the base, old → new."""
    for name in found.names[1:]:
        changes = [change for change in found.tables.changes if change.scenario == name]
        if not changes:
            yield label("compare.unchanged", lang).format(option=found.title(name, lang))
            continue
        yield label("compare.changed", lang).format(option=found.title(name, lang))
        blank = label("word.blank", lang)
        yield from (f"  {it.path}: {it.old or blank} → {it.new or blank}" for it in changes[:_MOST])
        if len(changes) > _MOST:
            yield "  " + label("compare.more", lang).format(count=len(changes) - _MOST)


def worth_telling(found: Comparison) -> list[PairRow]:
    """The verdicts on the base, then those on other pairs whose plans are one, or not told apart."""
    mine = [pair for pair in found.tables.pairs if found.base in (pair.one, pair.other)]
    others = [pair for pair in found.tables.pairs if pair not in mine]
    return mine + [pair for pair in others if pair.same or pair.verdict in (OPEN, EQUAL)]


def verdict(pair: PairRow, found: Comparison, lang: str) -> str:
    """What is proven of two plans, in a sentence."""
    told = "same" if pair.same else pair.verdict
    objective = label(f"objective.{pair.objective}", lang) if pair.objective else ""
    return label(f"verdict.{told}", lang).format(
        one=found.title(pair.one, lang),
        other=found.title(pair.other, lang),
        better=found.title(pair.better, lang) if pair.better else "",
        objective=objective,
    )


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "
