"""Work classes: works which the same funds may pay under the same ratio rules, computed from the rules in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.frames import each_row
from jiugai.inputs.dictionary import ANY
from jiugai.inputs.study import Study
from jiugai.menu.options import LINE_KEYS, Mask, Menu

#: what makes a line: a work as it stands in options that are alike in who may pay it
LINE = ("work", *LINE_KEYS)


@dataclass(frozen=True)
class Classes:
    """Lines and who may pay them.

    `lines`: one row per work × `LINE_KEYS` that some option holds (`LINE`), with `class_id` and the works' columns.
    `payers`: bool, shape (classes, funds): may the fund pay the class?
    `open_to`: bool, shape (lines, funds): may the fund pay the line, whichever window of the centre is taken (F3)?
    `completions`: shape (classes,), year of completion where a rule tells lines apart by it, else that of one line.
    """

    study: Study
    rules: tuple[MoneyRule, ...]
    lines: pd.DataFrame
    payers: NDArray[np.bool_]
    open_to: NDArray[np.bool_]
    completions: NDArray[np.int64]

    def may_pay(self, class_ids: NDArray[np.int64], years: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which funds may pay costs of classes in years: bool, shape (costs, funds)."""
        may: NDArray[np.bool_] = self.payers[class_ids]
        completions = self.completions[class_ids]
        for number, fund in enumerate(self.study.case.table("funds").to_dict("records")):
            for rule in self.rules:
                may[:, number] &= rule.in_time(fund, years, completions)
        return may


def _rows_match(lines: pd.DataFrame, rules: pd.DataFrame) -> Mask:
    """True where at least one row of a fund's `fund_rules` matches the line (`*` matches all)."""
    matched = np.zeros(len(lines), dtype=np.bool_)
    for row in each_row(rules):
        hit = np.ones(len(lines), dtype=np.bool_)
        for column in ("trade", "tier", "part", "cost_part"):
            wanted = getattr(row, column)
            if wanted != ANY:
                hit &= (lines[column] == wanted).to_numpy()
        matched |= hit
    return matched


def lines_of(study: Study, menu: Menu) -> pd.DataFrame:
    """One row per line (`LINE`) that some option holds, with the columns of works."""
    options = menu.options[[*LINE_KEYS, "fixed"]]
    used = menu.costs[["option", "work"]].drop_duplicates()
    lines = used.merge(options, left_on="option", right_index=True)[[*LINE, "fixed"]]
    lines = lines.drop_duplicates().sort_values(list(LINE), ignore_index=True)
    works = study.case.table("works").reset_index(names="work").drop(columns=["already_present"])
    sites = study.case.table("communities")[["community_id", "project_id", "built_year"]]
    return lines.merge(works, on="work", how="left").merge(sites, on="community_id", how="left")


#: who refuses where no rule does: the table `fund_rules` of the case
OF_THE_CASE = ""


def allowed(
    study: Study, fund: Mapping[Any, Any], lines: pd.DataFrame, rules: Sequence[MoneyRule]
) -> Iterator[tuple[str, Mask]]:
    """(rule, which lines it lets `fund` pay), the case's own `fund_rules` first; it pays what all of them allow."""
    own_rules = study.case.table("fund_rules")
    own_rules = own_rules[own_rules["fund_id"] == fund["fund_id"]]
    if len(own_rules):
        yield OF_THE_CASE, _rows_match(lines, own_rules)
    for rule in rules:
        yield rule.id, rule.may_pay(fund, lines)


def build_classes(study: Study, menu: Menu, rules: Sequence[MoneyRule]) -> Classes:
    """Group the lines of the menu by who may pay them and by the signature of every ratio rule in force."""
    lines = lines_of(study, menu)
    funds = study.case.table("funds")
    payers = np.ones((len(lines), len(funds)), dtype=np.bool_)
    for number, fund in enumerate(funds.to_dict("records")):
        for _, mask in allowed(study, fund, lines, rules):
            payers[:, number] &= mask
    open_to = payers.copy()
    for rule in rules:
        payers &= rule.leaves(payers, lines)

    signature = pd.DataFrame({"start_year": lines["start_year"], "upper": lines["upper"]})
    signature["payers"] = [row.tobytes() for row in payers]
    for rule in rules:
        for name, column in rule.signature(lines).items():
            signature[f"{rule.id}.{name}"] = column
    class_id = signature.groupby(list(signature.columns), sort=False, dropna=False).ngroup()
    first = class_id.drop_duplicates().index.to_numpy()
    completions = lines["completion"].to_numpy(dtype=np.int64)[first]
    return Classes(study, tuple(rules), lines.assign(class_id=class_id), payers[first], open_to, completions)


def unfunded_options(menu: Menu, classes: Classes) -> pd.Series:
    """Works of each option that no fund may pay in some year, as text; "" where all costs have a payer (F7)."""
    lines = menu.costs.merge(menu.options[list(LINE_KEYS)], left_on="option", right_index=True)
    lines = lines.merge(classes.lines[[*LINE, "work_id", "class_id"]], on=list(LINE))
    buckets = lines[["class_id", "year"]].drop_duplicates()
    has_payer = classes.may_pay(buckets["class_id"].to_numpy(), buckets["year"].to_numpy()).any(axis=1)
    bad = lines.merge(buckets[~has_payer], on=["class_id", "year"])
    text = bad.groupby("option")["work_id"].agg(lambda ids: "no_payer=" + ",".join(sorted(set(ids))))
    return text.reindex(pd.RangeIndex(len(menu.options)), fill_value="")
