"""Bases of gates: they work on whole columns and log what they removed, with values and clause.

A fact that a case does not state (a blank cell of a column without default) removes nothing, and the log says so.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np
import pandas as pd

from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.rule import Dated, Rule
from jiugai.menu.options import Mask, RuleLog, price_column


class Gate(Rule, ABC):
    """A rule that takes options of proposed communities off the menu."""

    #: columns of communities.csv that it asks about and a case need not state
    asks: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def keeps(self, options: pd.DataFrame) -> Mask:
        """True for every option the rule leaves on the menu; `options` has the columns of communities too."""

    @abstractmethod
    def values(self, options: pd.DataFrame) -> list[str]:
        """The facts behind a removal, as text, one per option."""

    def unstated(self, options: pd.DataFrame) -> dict[str, Mask]:
        """Label of each fact that the rule asks about → True where the case does not state it."""
        columns = dictionary()["communities"]
        return {columns[name].zh: blank(options[name]) for name in self.asks}

    def apply(self, options: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
        """The options left; every removed one is logged."""
        kept = self.keeps(options)
        gone = options[~kept]
        log.remove(self.id, self.study.clause(self.id), gone, self.values(gone))
        log.note(self.id, 0, f"作用于选项菜单：移除 {len(gone)} 个选项{self.silence(options)}")
        return options[kept].reset_index(drop=True)

    def silence(self, options: pd.DataFrame) -> str:
        """What the case does not say: `；28 个小区未填“可研已批复”，不作限制`; "" where all is stated."""
        proposed = ~options["fixed"].to_numpy(dtype=np.bool_)
        told = ""
        for name, missing in self.unstated(options).items():
            count = options["community_id"][missing & proposed].nunique()
            told += f"；{count} 个小区未填“{name}”，不作限制" if count else ""
        return told


class StartGate(Gate, ABC):
    """A gate that is hard for a start in the first plan year: a later start carries what is lacking as a condition.

    keeps option o  ⇔  not lacking[o]  or  start_year[o] > first plan year

    Nobody has next year's vote today; in `selection.csv` the reason of a later start states the condition.
    """

    @abstractmethod
    def lacking(self, options: pd.DataFrame) -> Mask:
        """True where the case states that what the rule asks for is not there."""

    @abstractmethod
    def conditions(self, options: pd.DataFrame) -> list[str]:
        """What must be had before the works start, in words, one per option; read only where it is lacking."""

    def keeps(self, options: pd.DataFrame) -> Mask:
        now = (options["start_year"] == self.study.case.first_year).to_numpy()
        kept: Mask = ~(self.lacking(options) & now) | options["fixed"].to_numpy()
        return kept

    def stated_conditions(self, options: pd.DataFrame) -> list[str]:
        """The condition of every option that lacks it, "" elsewhere and for projects in progress."""
        carries = self.lacking(options) & ~options["fixed"].to_numpy()
        pairs = zip(self.conditions(options), carries, strict=True)
        return [condition if open_ else "" for condition, open_ in pairs]


class SoftGate(Gate, ABC):
    """A gate that takes nothing off the menu but asks a price: units broken × weight of the rule (3.6).

    The reason of a start in `selection.csv` names what it breaks.
    """

    @abstractmethod
    def broken(self, options: pd.DataFrame) -> list[tuple[str, ...]]:
        """What each option breaks, in words; the number of them is its price."""

    def keeps(self, options: pd.DataFrame) -> Mask:
        return np.ones(len(options), dtype=np.bool_)

    def values(self, options: pd.DataFrame) -> list[str]:
        return [""] * len(options)

    def apply(self, options: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
        prices = np.array([len(words) for words in self._broken_by_new(options)], dtype=np.int64)
        idle = "" if self.study.soft_weight(self.id) else "；权重为零，不影响选择"
        log.note(self.id, 0, f"软约束：{int((prices > 0).sum())} 个选项有未满足的条件{idle}{self.silence(options)}")
        return options.assign(**{price_column(self.id): prices})

    def stated_broken(self, options: pd.DataFrame) -> list[str]:
        """What every option breaks, "" where it breaks nothing."""
        return ["、".join(words) for words in self._broken_by_new(options)]

    def _broken_by_new(self, options: pd.DataFrame) -> list[tuple[str, ...]]:
        """Projects in progress are begun already."""
        pairs = zip(self.broken(options), options["fixed"], strict=True)
        return [() if fixed else words for words, fixed in pairs]


def blank(column: pd.Series) -> Mask:
    """True where a cell states nothing."""
    missing: Mask = (column.isna() | column.isin([""])).to_numpy(dtype=np.bool_)
    return missing


def says_no(column: pd.Series) -> Mask:
    """True where a flag is stated and is `no`; a blank one is neither yes nor no."""
    stated: Mask = (column == False).fillna(False).to_numpy(dtype=np.bool_)  # noqa: E712  elementwise
    return stated


def below(rates: pd.Series, asked: Dated, years: pd.Series) -> Mask:
    """True where a rate is stated and below the share asked for in the start year, compared exactly."""
    shares = {int(year): asked[int(year)] for year in years.unique()}
    return np.array(
        [
            share is not None and not pd.isna(rate) and rate < share
            for rate, share in zip(rates, years.map(shares.get), strict=True)
        ],
        dtype=np.bool_,
    )


def facts_text(**facts: str | None) -> str:
    """`consent=0.6200;enter=0.6667`: the facts that are stated, as `values` of removed.csv."""
    return ";".join(f"{name}={value}" for name, value in facts.items() if value is not None)


def share_text(share: object) -> str | None:
    """A share with four decimals; None for a blank one."""
    return None if pd.isna(share) else f"{float(share):.4f}"  # type: ignore[call-overload, arg-type]


def flag_text(flag: object) -> str | None:
    """yes or no; None for a blank one."""
    return None if pd.isna(flag) else ("yes" if flag else "no")  # type: ignore[call-overload]
