"""`jiugai can-pay`: may this fund pay that work? Yes or no by year of the start, with the clause that says no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.arrivals import Arrivals
from jiugai.allocation.classes import LINE, OF_THE_CASE, allowed, build_classes, lines_of
from jiugai.allocation.funds import Funds
from jiugai.allocation.money_rules import rules_in_force
from jiugai.allocation.money_rules.base import AT_MOST, Row
from jiugai.allocation.problem import Problem
from jiugai.console import CSV, columns, csv_text, wrong_shape
from jiugai.daily.naming import row_of
from jiugai.errors import Problem as ErrorProblem
from jiugai.errors import ScenarioError
from jiugai.frames import each_group, members
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.menu import Menu, RuleLog, build_menu
from jiugai.menu.options import Mask
from jiugai.run.pipeline import read_study

COLUMNS = ("start_year", "local_only", "answer", "rule", "clause", "says")
_ENVELOPES, _FUNDED = "F15", "F7"


@dataclass(frozen=True)
class Answer:
    """For a start in `start_year` (None: for any): yes, or the rule that says no. `local`: a start without upper money.

    `rule` is "" where the case itself refuses; `facts` are its reasons in words.
    """

    start_year: int | None
    local: bool
    yes: bool
    rule: str = ""
    facts: str = ""


def can_pay_text(scenario: Path, fund: str, work: str, shape: str, lang: str) -> str:
    """What `jiugai can-pay` prints. Raises a `JiugaiError`."""
    if problems := wrong_shape(shape):
        raise ScenarioError(problems)
    study = read_study(scenario)
    payer, paid = row_of(study, "funds", "fund_id", fund), row_of(study, "works", "work_id", work)
    if isinstance(payer, ErrorProblem) or isinstance(paid, ErrorProblem):
        raise ScenarioError(row for row in (payer, paid) if isinstance(row, ErrorProblem))
    menu, log = build_menu(study)
    answers = list(can_pay(study, menu, log, fund, work))
    if shape == CSV:
        return _csv(study, answers, lang)
    held, shut = _limits(study, menu, fund, work) if any(answer.yes for answer in answers) else ([], [])
    return "\n".join(_told(study, payer, paid, answers, (held, shut), lang)) + "\n"


def can_pay(study: Study, menu: Menu, log: RuleLog, fund: str, work: str) -> Iterator[Answer]:
    """The answers, by start year; every rule that says no is named. Yes where one option of that start lets it pay."""
    lines = lines_of(study, menu)
    lines = lines[lines["work_id"] == work].reset_index(drop=True)
    if not len(lines):
        yield from _no_start(study, log, work)
        return
    rules = rules_in_force(study)
    funds = study.case.table("funds")
    payer = funds[funds["fund_id"] == fund].to_dict("records")[0]
    refusals = [(rule, ~np.asarray(mask)) for rule, mask in allowed(study, payer, lines, rules)]
    years = _cost_years(menu, lines)
    completions = lines["completion"].to_numpy()
    for timed in rules:
        timely = [timed.in_time(payer, at, np.full(len(at), done)) for at, done in zip(years, completions, strict=True)]
        refusals.append((timed.id, np.array([not mask.any() for mask in timely], dtype=np.bool_)))
    if study.in_force(_ENVELOPES):
        refusals.append((_ENVELOPES, ~_has_allotment(study, payer, years, completions)))
    for (start, upper), numbers in members(lines, ["start_year", "upper"]):
        against = [[rule for rule, refused in refusals if refused[number]] for number in numbers]
        if not all(against):
            yield Answer(int(start), not upper, yes=True)
            continue
        for rule in dict.fromkeys(rule for rules_of_line in against for rule in rules_of_line):
            yield Answer(int(start), not upper, yes=False, rule=rule)


def _cost_years(menu: Menu, lines: pd.DataFrame) -> list[NDArray[np.int64]]:
    """The years in which each line costs money."""
    costs = menu.costs.merge(menu.options[list(LINE[1:])], left_on="option", right_index=True)
    years = costs[[*LINE, "year"]].drop_duplicates().merge(lines[list(LINE)].reset_index(), on=list(LINE))
    by_line = {number: rows["year"].to_numpy() for number, rows in each_group(years, "index")}
    return [by_line[number] for number in range(len(lines))]


def _has_allotment(
    study: Study, fund: dict[Any, Any], years: list[NDArray[np.int64]], completions: NDArray[np.int64]
) -> Mask:
    """True where an allotment is valid in a year in which money for the line comes; own money needs none."""
    funds = Funds(study)
    own = funds.allotments[funds.allotments["fund"] == funds.number(fund["fund_id"])]
    if not len(own):
        return np.ones(len(years), dtype=np.bool_)
    arrivals = Arrivals(study)
    valid = []
    for at, done in zip(years, completions, strict=True):
        cash = arrivals.cash_years(fund, at, np.full(len(at), done))
        valid.append(any(a <= y <= last for a, last in zip(own["year"], own["last"], strict=True) for y in cash))
    return np.array(valid, dtype=np.bool_)


def _no_start(study: Study, log: RuleLog, work: str) -> Iterator[Answer]:
    """The work is in no option: it is there already, the community is finished, or gates took every option away."""
    row = study.case.table("works").set_index("work_id").loc[work]
    if row["already_present"]:
        yield Answer(None, False, yes=False, facts="present")
        return
    communities = study.case.table("communities").set_index("community_id")
    if communities.loc[row["community_id"], "stage"] == "completed":
        yield Answer(None, False, yes=False, facts="completed")
        return
    removed = log.removed_table()
    removed = removed[removed["site"] == row["community_id"]]
    for rule, rows in removed.groupby("rule", sort=False):
        yield Answer(None, False, yes=False, rule=str(rule), facts=str(rows["values"].iloc[0]))


def _limits(study: Study, menu: Menu, fund: str, work: str) -> tuple[list[str], list[str]]:
    """Rules in force with rows that hold the money of this fund for the work, beside full funding; and those of them
    whose rows leave the fund nothing in any year (no quota, debt above its limit, a tier that bars new debt).
    """
    rules = rules_in_force(study)
    problem = Problem(study, menu, build_classes(study, menu, rules), rules)
    problem.impose()
    lines = problem.classes.lines
    classes = set(lines.loc[lines["work_id"] == work, "class_id"])
    number = problem.funds.number(fund)
    flows = problem.flows
    mine = ((flows["fund"] == number) & flows["class_id"].isin(classes)).to_numpy()
    names = {problem.pay[flow].name for flow in np.flatnonzero(mine)}
    names |= {use.name for key, use in problem.use.items() if key[0] == number}
    names |= {take.name for key, take in problem.take.items() if key[0] == number}
    held = []
    for rule, rows in problem.rows.items():
        variables = (variable.name for row in rows for side in (row.lhs, row.rhs) for variable in side)
        if rule != _FUNDED and not names.isdisjoint(variables):
            held.append(rule)
    drawn = [{variable.name for variable in problem.draws(number, year)} for year in study.years]
    closed = {rule: _closed(problem.rows[rule]) for rule in held}
    everywhere = any(drawn) and all(year <= set().union(*closed.values()) for year in drawn)
    return held, [rule for rule in held if everywhere and any(year & closed[rule] for year in drawn)]


def _closed(rows: list[Row]) -> set[str]:
    """Variables that rows hold at zero: no variable on the right, a limit of zero, nothing on the left that offsets."""
    names: set[str] = set()
    for row in rows:
        terms = {variable.name: weight for variable, weight in row.lhs.items()}
        if row.sense == AT_MOST and not len(row.rhs) and row.rhs.constant <= row.lhs.constant:
            names |= set(terms) if all(weight > 0 for weight in terms.values()) else set()
    return names


def _says(study: Study, answer: Answer, lang: str) -> tuple[str, str, str]:
    """Rule, clause and what it says."""
    if answer.rule == OF_THE_CASE:
        return "", "", label(f"can_pay.{answer.facts or 'fund_rules'}", lang)
    entry = study.policy.library.rules[answer.rule]
    clause = study.clause(answer.rule)
    said = study.policy.library.clauses[clause][lang]
    if lang == "en":
        return answer.rule, clause, f"{entry.en}: {said}" + (f" ({answer.facts})" if answer.facts else "")
    return answer.rule, clause, f"{entry.zh}：{said}" + (f"（{answer.facts}）" if answer.facts else "")


def _csv(study: Study, answers: list[Answer], lang: str) -> str:
    rows = []
    for answer in answers:
        said = ("", "", "") if answer.yes else _says(study, answer, lang)
        year = "" if answer.start_year is None else answer.start_year
        rows.append((year, _flag(answer.local), _flag(answer.yes), *said))
    return csv_text(COLUMNS, rows)


def spans(years: list[int], dash: str) -> str:
    """Ascending years, those in a row as a span.

    >>> spans([2021, 2023, 2024, 2025], "-")
    '2021, 2023-2025'
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}{dash}{run[-1]}" for run in runs)


def _flag(value: bool) -> str:
    return "yes" if value else "no"


def _told(
    study: Study, fund: dict[Any, Any], work: dict[Any, Any], answers: list[Answer],
    limits: tuple[list[str], list[str]], lang: str,
) -> Iterator[str]:  # fmt: skip
    yes = [answer.yes for answer in answers]
    verdict = "yes" if all(yes) else "depends" if any(yes) else "no"
    names = study.case.table("communities").set_index("community_id")["name"]
    yield label("can_pay.question", lang).format(
        answer=label(f"can_pay.{verdict}", lang), fund=fund["fund_id"], fund_name=fund["name"], work=work["work_id"],
        community=names[work["community_id"]], trade=label(f"trade.{work['trade']}", lang),
        tier=label(f"tier.{work['tier']}", lang),
    )  # fmt: skip
    alike: dict[tuple[str, ...], list[int]] = {}
    for answer in answers:
        said = ("", "", "") if answer.yes else _says(study, answer, lang)
        start = "" if answer.start_year is None else "can_pay.local" if answer.local else "can_pay.start"
        alike.setdefault((start, "can_pay.yes" if answer.yes else "can_pay.no", *said), []).append(
            answer.start_year or 0
        )
    lines = []
    for (start, verdict, rule, clause, says), years in alike.items():
        when = label(start, lang).format(year=spans(years, "—" if lang == "zh" else "-")) if start else ""
        lines.append((when, label(verdict, lang), f"{rule} [{clause}]" if rule else "", says))
    yield from columns(lines)
    for key, rules in zip(("can_pay.limits", "can_pay.nothing"), limits, strict=True):
        titles = [study.policy.library.rules[rule] for rule in rules]
        comma = label("can_pay.comma", lang)
        told = comma.join(f"{entry.id} {entry.zh if lang == 'zh' else entry.en}" for entry in titles)
        if told:
            yield label(key, lang).format(rules=told)
