"""The ledger (台账): every contradiction is told at its row; payments join commitments, left money comes into the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiugai.errors import DataError
from jiugai.inputs.actuals import left_over
from jiugai.inputs.case import load_case
from support.case import Row, Tables, community, envelope, fund, make_study, work, write_case
from support.files import texts
from support.solve import solve
from support.twin import broken


def entry(number: int, date: str, event: str, **facts: Any) -> Row:
    return {"entry_id": f"v{number}", "date": date, "entry": event, **facts}


ALLOTTED = entry(1, "2020-03-01", "allotted", fund_id="central", amount=500_000)
STARTED = entry(2, "2020-05-10", "started", community_id="a")
PAID = entry(3, "2020-10-15", "paid", fund_id="central", work_id="a.road", amount=400_000)


def tables(*ledger: Row, commitments: tuple[Row, ...] = (), **more: list[Row]) -> Tables:
    return {
        "projects": [{"project_id": "p", "plan_year": 2020}],
        "communities": [community("a", stage="in_progress", project_id="p"), community("b")],
        "works": [work("a", "road", 1_000_000), work("b", "road", 500_000)],
        "funds": [fund("central_fiscal", "central"), fund("county_budget", "county"), fund("resident")],
        "fund_years": [envelope("central", 2021, 100_000), envelope("county", 2021, 2_000_000)],
        "commitments": list(commitments),
        "ledger": list(ledger),
    } | more


def problems(folder: Path, given: Tables) -> list[str]:
    """In English, the Chinese of each having been looked at too."""
    write_case(folder / "case", given)
    with pytest.raises(DataError) as caught:
        load_case(folder / "case")
    assert len(texts(caught.value, "zh", folder)) == len(texts(caught.value, "en", folder))
    return texts(caught.value, "en", folder)


PAID_MORE = entry(4, "2021-02-01", "paid", fund_id="county", work_id="a.road", amount=30_000)

#: contradictions of several tables at once; those of one are in `bad_inputs.csv`
WRONG: dict[str, tuple[Tables, list[str]]] = {
    "an unknown work": (
        tables(ALLOTTED, PAID | {"work_id": "c.road"}),
        ["case/ledger.csv row 3 column work_id = 'c.road': not found in works.csv"],
    ),
    "a payment that the ledger lacks": (
        tables(
            ALLOTTED,
            PAID,
            commitments=({"work_id": "a.road", "fund_id": "county", "year": 2020, "paid": 1_000},),
        ),
        [
            (
                "case/commitments.csv row 2 column paid = 'a.road county 2020': 1,000 yuan paid,"
                " but the payments in Ledger (ledger) add up to 0 yuan"
            )
        ],
    ),
    "more paid than it costs": (
        tables(ALLOTTED | {"amount": 2_000_000}, PAID | {"amount": 1_000_001}),
        ["case/ledger.csv row 3 column work_id = 'a.road': paid and committed exceed the cost"],
    ),
    "paid to a community that has not begun": (
        tables(ALLOTTED, PAID | {"work_id": "b.road"}),
        [
            (
                "case/ledger.csv row 3 column work_id = 'b.road': a proposed community has nothing paid,"
                " and promises only once its task is locked"
            )
        ],
    ),
    "own money allotted": (
        tables(ALLOTTED | {"fund_id": "resident"}),
        ["case/ledger.csv row 2 column fund_id = 'resident': no money that is allotted by year"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_contradictions_are_told_at_their_row(name: str, tmp_path: Path) -> None:
    given, told = WRONG[name]
    assert problems(tmp_path, given) == told


def test_after_the_day_of_the_scenario(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        make_study(tmp_path, tables(STARTED), as_of="2020-05-09")
    assert texts(caught.value, "en", tmp_path) == [
        (
            "case/ledger.csv row 2 column date = '2020-05-10': after the day of the scenario, 2020-05-09:"
            " change as_of or leave the entry out"
        )
    ]


@pytest.mark.parametrize(("amount", "year"), [(399_999, 2020), (500_000, 2018)])
def test_a_payment_beyond_valid_allotments(amount: int, year: int, tmp_path: Path) -> None:
    """Too little was allotted; or enough, but it had lapsed at the end of 2019."""
    with pytest.raises(DataError) as caught:
        make_study(tmp_path, tables(ALLOTTED | {"amount": amount, "date": f"{year}-03-01"}, PAID))
    (told,) = texts(caught.value, "en", tmp_path)
    beyond = 1 if year == 2020 else 400_000
    assert told == (
        "case/ledger.csv row 3 column amount = 'central': paid and recalled in 2020 exceed the allotments valid then"
        f" by {beyond:,} yuan: allotments are missing, or had lapsed"
    )


def test_payments_are_paid_before_the_plan_and_committed_in_it(tmp_path: Path) -> None:
    write_case(tmp_path / "case", tables(ALLOTTED, PAID, PAID | {"entry_id": "v5", "amount": 1_000}, PAID_MORE))
    case = load_case(tmp_path / "case")
    rows = case.table("commitments")[["work_id", "fund_id", "year", "committed", "paid"]].to_numpy().tolist()
    assert rows == [["a.road", "central", 2020, 0, 401_000], ["a.road", "county", 2021, 30_000, 0]]
    assert case.as_stated("commitments").empty


def test_the_same_as_stating_it(tmp_path: Path) -> None:
    """A ledger of payments, or the same sums in `commitments`: one plan."""
    stated = (
        {"work_id": "a.road", "fund_id": "central", "year": 2020, "paid": 400_000},
        {"work_id": "a.road", "fund_id": "county", "year": 2021, "committed": 30_000},
    )
    by_ledger = make_study(tmp_path / "ledger", tables(ALLOTTED, PAID, PAID_MORE))
    by_table = make_study(tmp_path / "table", tables(ALLOTTED, commitments=stated))
    both = make_study(tmp_path / "both", tables(ALLOTTED, PAID, PAID_MORE, commitments=stated))
    plans = [solve(study)[1] for study in (by_ledger, by_table, both)]
    for plan in plans[1:]:
        assert plan.funding.equals(plans[0].funding)
        assert plan.funds.equals(plans[0].funds)


def test_money_left_is_used_first_or_lapses(tmp_path: Path) -> None:
    """500,000 of 2020, of which 400,000 are paid and 20,000 recalled: 80,000 come into 2021, their last year."""
    recalled = entry(6, "2020-12-01", "recalled", fund_id="central", amount=20_000)
    study = make_study(tmp_path, tables(ALLOTTED, PAID, recalled))
    assert left_over(study).to_numpy().tolist() == [["central", 2020, 80_000, 2021]]
    _, plan = solve(study)
    assert broken(study, plan) == set()
    (first, _) = plan.funds[plan.funds["fund_id"] == "central"].to_dict("records")
    amounts = {name: first[name] for name in first if name.endswith("_yuan")}
    assert amounts == {
        "opening_yuan": 80_000, "new_yuan": 100_000, "used_yuan": 180_000, "carried_yuan": 0, "lapsed_yuan": 0,
    }  # fmt: skip
    due = plan.due[plan.due["fund_id"] == "central"][["what", "subject", "due_year", "yuan"]].to_numpy().tolist()
    assert ["spend", "2020", 2021, 80_000] in due
    assert ["split", "2021", 2021, 100_000] in due
    assert not [row for row in due if row[:2] == ["split", "2020"]]


def test_money_left_that_no_work_takes_lapses(tmp_path: Path) -> None:
    only_a = tables(
        ALLOTTED, communities=[community("a", built_year=2015, stage="proposed"), community("b", built_year=2015)]
    )
    study = make_study(tmp_path, {**only_a, "projects": []})
    _, plan = solve(study)
    assert broken(study, plan) == set()
    (first, _) = plan.funds[plan.funds["fund_id"] == "central"].to_dict("records")
    assert (first["opening_yuan"], first["used_yuan"], first["lapsed_yuan"]) == (500_000, 0, 500_000)
    lapse = plan.indicators[(plan.indicators["indicator"] == "upper_lapse") & (plan.indicators["year"] == 2021)]
    assert lapse["value"].tolist() == [500_000]


@pytest.mark.parametrize("column", ["opening_yuan", "used_yuan", "lapsed_yuan"])
def test_the_audit_recomputes_what_comes_in(column: str, tmp_path: Path) -> None:
    study = make_study(tmp_path, tables(ALLOTTED, PAID))
    _, plan = solve(study)
    plan.funds.loc[(plan.funds["fund_id"] == "central") & (plan.funds["year"] == 2021), column] += 1
    assert broken(study, plan)


def test_a_recall_within_the_plan_takes_off_what_was_brought_in(tmp_path: Path) -> None:
    recalled = entry(6, "2021-06-30", "recalled", fund_id="central", amount=30_000)
    study = make_study(tmp_path, tables(ALLOTTED, PAID, recalled))
    assert left_over(study)["yuan"].tolist() == [70_000]
    _, plan = solve(study)
    assert broken(study, plan) == set()


def test_a_recall_of_what_was_never_allotted(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        make_study(tmp_path, tables(entry(6, "2020-12-01", "recalled", fund_id="central", amount=30_000)))
    (told,) = texts(caught.value, "en", tmp_path)
    assert "by 30,000 yuan" in told
