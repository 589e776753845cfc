"""What is published about the two bundled cases and must come out again."""

from __future__ import annotations

import pytest

from run.conftest import Planned

#: planned investment in 万元, http://www.baitahe.net/forum.php?mod=viewthread&tid=257243 (8 of 12 items)
TIANCHANG = {
    "天阳楼小区": 418, "城东商贸城小区": 251.6, "缫丝厂家属区": 321, "人民银行家属区": 103.4,
    "五建小区": 290, "中天1号楼": 103.4, "广厦花园小区": 257, "石梁路42号楼": 77.8,
}  # fmt: skip


@pytest.mark.parametrize("planned", ["tianchang"], indirect=True)
def test_tianchang_is_paid_as_published(planned: Planned) -> None:
    """Eight communities, 1,822.2 万元, all of it money of governments."""
    plan, case = planned.finished.plan, planned.study.case
    names = case.table("communities").set_index("community_id")["name"]
    assert set(plan.selection["decision"]) == {"new"}
    cost = {names[row["community_id"]]: row["cost_yuan"] / 10_000 for row in plan.selection.to_dict("records")}
    assert cost == TIANCHANG
    assert plan.funding["yuan"].sum() == 18_222_000
    assert set(plan.funding["kind"]) <= {"central", "provincial", "local"}
    assert "F10" not in set(plan.constraints["rule"])  # no text of this place asks residents for money


@pytest.mark.parametrize("planned", ["jizhou"], indirect=True)
def test_jizhou_all_six_kinds_pay(planned: Planned) -> None:
    """Published: three communities, 543 households, about 1,700 万元; the cables are paid by their utilities."""
    plan, case = planned.finished.plan, planned.study.case
    assert case.table("communities")["households"].sum() == 543
    assert case.table("works")["cost"].sum() == pytest.approx(17_000_000, rel=0.03)
    assert set(plan.funding["kind"]) == {"central", "provincial", "local", "utility", "resident", "bank"}
    cables = plan.funding[plan.funding["work_id"].str.endswith("_net")]
    assert len(cables) > 0
    assert set(cables["kind"]) == {"utility"}
