"""The drawn cases of the fast suite once more, with more of them (the profile of this folder), and a published one."""

from allocation.test_brute_force import test_made_cases
from allocation.test_two_solvers import (
    every_solver_reaches_the_same,
    test_every_grain_reaches_the_same,
    test_every_solver_reaches_the_same,
    test_more_money_never_does_less,
    test_names_change_no_objective,
    test_order_of_rows_changes_no_byte,
    test_yuan_and_wan_yuan_give_the_same_plan,
)

__all__ = [
    "test_every_grain_reaches_the_same",
    "test_every_solver_reaches_the_same",
    "test_made_cases",
    "test_more_money_never_does_less",
    "test_names_change_no_objective",
    "test_order_of_rows_changes_no_byte",
    "test_yuan_and_wan_yuan_give_the_same_plan",
]


def test_every_solver_reaches_the_same_on_a_larger_published_case() -> None:
    every_solver_reaches_the_same("jizhou")
