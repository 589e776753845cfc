"""Pure arithmetic of public money: debt, capacity, cover, grants; whole yuan, exact fractions, no solver, no files."""

from jiugai.finance.burden import debt_ratio, headroom, interest_share, ppp_share, tier
from jiugai.finance.capacity import Resources, Room, available_resources, fiscal_room
from jiugai.finance.capital import borrowable, capital_ratio
from jiugai.finance.coverage import carried, coverage_by_year, coverage_over_term
from jiugai.finance.debt.amortise import Coupon
from jiugai.finance.debt.dated import dated_schedule, dated_years
from jiugai.finance.debt.days import actual_365, actual_actual, thirty_360
from jiugai.finance.debt.draws import Draw, drawn_schedule, draws_of_equal_term, draws_to_one_maturity
from jiugai.finance.debt.existing import existing_schedule
from jiugai.finance.debt.linear import service_factors, unit_schedule
from jiugai.finance.debt.payment import Payment, total
from jiugai.finance.debt.schedule import coupon_schedule, new_schedule, yearly_schedule
from jiugai.finance.debt.terms import Terms, level_payment
from jiugai.finance.grants.factors import Factor, OwnPart, factor_shares, own_share, split_by_factors
from jiugai.finance.grants.matching import Line, Matching, matching_grant, matching_lines

__all__ = [
    "Coupon",
    "Draw",
    "Factor",
    "Line",
    "Matching",
    "OwnPart",
    "Payment",
    "Resources",
    "Room",
    "Terms",
    "actual_365",
    "actual_actual",
    "available_resources",
    "borrowable",
    "capital_ratio",
    "carried",
    "coupon_schedule",
    "coverage_by_year",
    "coverage_over_term",
    "dated_schedule",
    "dated_years",
    "debt_ratio",
    "drawn_schedule",
    "draws_of_equal_term",
    "draws_to_one_maturity",
    "existing_schedule",
    "factor_shares",
    "fiscal_room",
    "headroom",
    "interest_share",
    "level_payment",
    "matching_grant",
    "matching_lines",
    "new_schedule",
    "own_share",
    "ppp_share",
    "service_factors",
    "split_by_factors",
    "thirty_360",
    "tier",
    "total",
    "unit_schedule",
    "yearly_schedule",
]
