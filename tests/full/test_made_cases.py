"""The drawn cases of the fast suite once more, with more of them (the profile of this folder), and a published one."""

from allocation.test_brute_force import test_made_cases
from allocation.test_two_solvers import every_solver_reaches_the_same

__all__ = ["test_made_cases"]


def test_every_solver_reaches_the_same_on_a_larger_published_case() -> None:
    every_solver_reaches_the_same("jizhou")
