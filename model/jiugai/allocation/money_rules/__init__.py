"""Money rules, one family a file. `RULES` lists them in the order in which rows are written."""

from __future__ import annotations

from jiugai.allocation.money_rules.balance import FullFunding, InFlightFirst
from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.allocation.money_rules.capacity import FiscalCapacity
from jiugai.allocation.money_rules.central import CentralFiscalSubsidy, CentralInvestment
from jiugai.allocation.money_rules.county import CountyMoney
from jiugai.allocation.money_rules.debt import DebtLimits, NoHiddenDebt
from jiugai.allocation.money_rules.eligibility import BuiltYearMoney, PlanYearMoney
from jiugai.allocation.money_rules.envelopes import CarryOverAndLapse
from jiugai.allocation.money_rules.loans import BankLoans
from jiugai.allocation.money_rules.residents import ResidentMoney
from jiugai.allocation.money_rules.utilities import UtilityShare
from jiugai.inputs.study import Study

RULES: tuple[type[MoneyRule], ...] = (
    FullFunding,
    InFlightFirst,
    BuiltYearMoney,
    CentralFiscalSubsidy,
    CentralInvestment,
    CountyMoney,
    UtilityShare,
    ResidentMoney,
    CarryOverAndLapse,
    PlanYearMoney,
    DebtLimits,
    BankLoans,
    NoHiddenDebt,
    FiscalCapacity,
)


def rules_in_force(study: Study) -> list[MoneyRule]:
    """The money rules whose catalogue entry is in force for this case."""
    return [rule(study) for rule in RULES if study.in_force(rule.id)]
