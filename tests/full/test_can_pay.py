"""Every fund of the illustrative county and many of its works: what is answered is what the plan's problem allows."""

from __future__ import annotations

from daily.test_can_pay import GAOTAI, answers_agree
from jiugai.menu import build_menu
from jiugai.run import read_study


def test_every_answer_is_that_of_the_problem() -> None:
    study = read_study(GAOTAI)
    assert {"F1", "F2", "F15", "F19", "D6"} <= answers_agree((study, *build_menu(study)), funds=1, works=97)
