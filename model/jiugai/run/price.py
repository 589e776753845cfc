"""What a wish of the user costs: the same question planned once more without it."""

from __future__ import annotations

from collections.abc import Callable

from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run.notes import Note

PRICED = "Q3"


def price_of_places(study: Study, plan: Plan, replan: Callable[[Study], tuple[Plan, bool]], proven: bool) -> list[Note]:
    """The benefit which the floor of every place (Q3) takes, as a note; none where nothing is asked for.

    `replan`: a study → its plan and whether all its objectives are proven; `proven`: the same of `plan`.
    """
    if not any(study.param(name, study.case.first_year) for name in study.policy.library.rules[PRICED].parameters):
        return []
    if not study.in_force(PRICED):
        return []
    free, free_proven = replan(study.without(PRICED))
    with_floor, without = int(plan.selection["benefit"].sum()), int(free.selection["benefit"].sum())
    sure = proven and free_proven
    zh = f"片区保底（{PRICED}）的代价：效益分 {with_floor:,}，不设保底为 {without:,}，少得 {without - with_floor:,} 分"
    en = (
        f"Price of the floor of every place ({PRICED}): benefit {with_floor:,} instead of {without:,} without it,"
        f" {without - with_floor:,} points less"
    )
    zh += "。" if sure else "；两次测算中有目标未证明最优，仅供参考。"
    en += "." if sure else "; not every objective of the two plans is proven: indicative."
    return [{"about": "price", "zh": zh, "en": en}]
