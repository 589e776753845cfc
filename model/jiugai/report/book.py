"""The book of a report: the contract files of a plan joined with the names and facts of its case."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from jiugai.analysis.compare import Comparison, compared, comparison_of, open_comparison
from jiugai.analysis.frontier import OpenFrontier, frontier_of, open_frontier
from jiugai.analysis.sensitivity import Sensitivity, sensitivity
from jiugai.errors import DataError, Locator, Problem
from jiugai.inputs.case import NOT_GIVEN
from jiugai.inputs.study import Study
from jiugai.report.formats import DASH
from jiugai.run import OpenPlan, open_plan, planned, read_study

CHOSEN = ("continuing", "new")
LEFT_OUT = ("later", "ineligible")


@dataclass(frozen=True)
class Payment:
    """One cell of funding.csv with what is known of its fund and work."""

    community: str
    work: str
    fund: str
    kind: str
    channel: str
    level: str
    budget: str
    instrument: str
    status: str
    trade: str
    tier: str
    cost_year: int
    cash_year: int
    yuan: int

    @property
    def advanced(self) -> bool:
        """Whether the county advances the money until it comes."""
        return self.cash_year > self.cost_year


@dataclass(frozen=True)
class Site:
    """One community: its facts and what the plan decides for it. Money in whole yuan."""

    id: str
    name: str
    place: str
    quarter: str
    households: int
    buildings: int
    floor_area: Fraction
    built_year: int
    property_type: str
    consent: Fraction
    owner: str
    decision: str
    tier: str
    start_year: int | None
    end_year: int | None
    cost: int
    before: int
    reason: str
    standing: str
    hazard: bool
    trades: tuple[str, ...]

    @property
    def total(self) -> int:
        """Cost in plan years and what was paid before."""
        return self.cost + self.before

    @property
    def chosen(self) -> bool:
        return self.decision in CHOSEN


@dataclass(frozen=True, eq=False)
class Book:
    """A finished plan, ready to be shown in one language, with the comparison it was part of where there is one.

    `document`: what is shown of it, `contents.DOCUMENTS`.
    """

    open: OpenPlan
    lang: str
    comparison: Comparison | None = None
    frontier: OpenFrontier | None = None
    sensitivity: Sensitivity | None = None
    document: str = "plan"

    @property
    def study(self) -> Any:
        return self.open.study

    @property
    def manifest(self) -> dict[str, Any]:
        return self.open.manifest

    @property
    def years(self) -> tuple[int, ...]:
        years: tuple[int, ...] = self.study.years
        return years

    @property
    def first_year(self) -> int:
        return self.years[0]

    @property
    def span(self) -> str:
        """The plan years as written: 2021—2025."""
        dash = "—" if self.lang == "zh" else "–"
        return dash.join(dict.fromkeys((str(self.years[0]), str(self.years[-1]))))

    @property
    def place(self) -> str:
        """The name of the county; empty where the case does not give one."""
        county = str(self.study.case.place[-1])
        return "" if county == NOT_GIVEN else county

    @cached_property
    def _read(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        return {}

    def case_rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table of the case; none where the case has no such table."""
        if ("case", table) not in self._read:
            frame = self.study.case.tables.get(table)
            self._read["case", table] = [] if frame is None else _rows(frame)
        return self._read["case", table]

    def plan_rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a contract file."""
        if ("plan", table) not in self._read:
            self._read["plan", table] = _rows(getattr(self.open.plan, table))
        return self._read["plan", table]

    @cached_property
    def funds(self) -> dict[str, dict[str, Any]]:
        return {row["fund_id"]: row for row in self.case_rows("funds")}

    @cached_property
    def communities(self) -> dict[str, dict[str, Any]]:
        """community → its row of the case; a fact that is not stated is None or empty."""
        return {row["community_id"]: row for row in self.case_rows("communities")}

    @cached_property
    def works(self) -> dict[str, dict[str, Any]]:
        return {row["work_id"]: row for row in self.case_rows("works")}

    @cached_property
    def lacking(self) -> dict[str, list[dict[str, Any]]]:
        """community → its works not yet present."""
        works: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for work in self.works.values():
            if not work["already_present"]:
                works[work["community_id"]].append(work)
        return dict(works)

    @cached_property
    def removed(self) -> dict[str, list[dict[str, Any]]]:
        """community → its rows of removed.csv."""
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self.plan_rows("removed"):
            rows[row["site"]].append(row)
        return dict(rows)

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        return tuple(self._payment(row) for row in self.plan_rows("funding"))

    def _payment(self, row: dict[str, Any]) -> Payment:
        fund, work = self.funds[row["fund_id"]], self.works[row["work_id"]]
        return Payment(
            community=row["community_id"], work=row["work_id"], fund=row["fund_id"], kind=row["kind"],
            channel=fund["channel"], level=fund["level"], budget=fund["budget"], instrument=fund["instrument"],
            status=fund["status"], trade=work["trade"], tier=work["tier"],
            cost_year=row["cost_year"], cash_year=row["cash_year"], yuan=row["yuan"],
        )  # fmt: skip

    @cached_property
    def spending(self) -> dict[str, dict[int, int]]:
        """community → year → cost."""
        cost: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for row in self.plan_rows("spending"):
            cost[row["community_id"]][row["year"]] += row["cost_yuan"]
        return {community: dict(years) for community, years in cost.items()}

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """Every community; the chosen ones first, by start year, as every table lists them."""
        facts = self.communities
        owners = {row["project_id"]: row["owner_unit"] for row in self.case_rows("projects")}
        spent_works: dict[str, list[str]] = defaultdict(list)
        for row in self.plan_rows("spending"):
            if row["work_id"] not in spent_works[row["community_id"]]:
                spent_works[row["community_id"]].append(row["work_id"])
        hazards = {site for site, works in self.lacking.items() if any(work["hazard"] for work in works)}
        sites = []
        for row in self.plan_rows("selection"):
            fact = facts[row["community_id"]]
            years = self.spending.get(row["community_id"], {})
            trades = [self.works[work]["trade"] for work in spent_works[row["community_id"]]]
            sites.append(
                Site(
                    id=row["community_id"],
                    name=fact["name"],
                    place=" ".join(part for part in (fact["street"], fact["neighbourhood"]) if part),
                    quarter=fact["neighbourhood"] or fact["street"] or self.place or DASH,
                    households=fact["households"],
                    buildings=fact["buildings"],
                    floor_area=Fraction(str(fact["floor_area_m2"])),
                    built_year=fact["built_year"],
                    property_type=fact["property_type"],
                    consent=Fraction(fact["consent_rate"]),
                    owner=owners.get(row["project_id"], ""),
                    decision=row["decision"],
                    tier=row["tier"],
                    start_year=row["start_year"],
                    end_year=self._completed(row["community_id"], row["start_year"]) or max(years, default=None),
                    cost=row["cost_yuan"],
                    before=row["paid_before_yuan"],
                    reason=row["reason"],
                    standing=row["standing"],
                    hazard=row["community_id"] in hazards,
                    trades=tuple(sorted(set(trades) - {"general"})),
                )
            )
        return tuple(sorted(sites, key=lambda site: (not site.chosen, site.start_year or 9999, site.id)))

    def _completed(self, community: str, start: int | None) -> int | None:
        """The year of completion of a start of which a part is retained (due.csv); None where nothing is."""
        due = [
            row["due_year"]
            for row in self.plan_rows("due")
            if (row["what"], row["subject"]) == ("retention", community)
        ]
        return max(due) - int(self.study.param("works.retention_years", start) or 1) if due and start else None

    @cached_property
    def chosen(self) -> tuple[Site, ...]:
        return tuple(site for site in self.sites if site.chosen)

    @cached_property
    def names(self) -> dict[str, str]:
        return {site.id: site.name for site in self.sites}

    def called(self, key: str) -> str:
        """The name of a community, or of the first communities of a project."""
        if key in self.names:
            return self.names[key]
        members = [row["name"] for row in self.case_rows("communities") if row["project_id"] == key]
        return "、".join(members[:2]) + ("…" if len(members) > 2 else "") if members else key

    @cached_property
    def total(self) -> int:
        """Investment in plan years, whole yuan."""
        return sum(payment.yuan for payment in self.payments)

    def paid(self, where: Callable[[Payment], bool]) -> int:
        return sum(payment.yuan for payment in self.payments if where(payment))


def open_report(
    folder: str | Path,
    scenario: str | Path,
    lang: str = "zh",
    comparison: str | Path | None = None,
    frontier: str | Path | None = None,
) -> Book:
    """The plan in `folder`, made from `scenario`; `comparison`: the folder of one that the plan is part of,
    `frontier`: that of the trade-off of the same inputs.

    Raises `DataError` where they do not belong together.
    """
    opened = open_plan(Path(folder), read_study(Path(scenario)))
    compared = open_comparison(Path(comparison)) if comparison else None
    if compared is not None and not compared.holds(opened):
        zh, en = "其中没有这个方案：请重新比选", "does not hold this plan: compare again"
        raise DataError(Problem(Locator(str(comparison)), zh, en))
    traded = open_frontier(frontier) if frontier else None
    if traded is not None and traded.manifest["inputs"] != opened.manifest["inputs"]:
        zh, en = "输入与这个方案不同：请重新运行 jiugai frontier", "is of other inputs: run jiugai frontier again"
        raise DataError(Problem(Locator(str(frontier)), zh, en))
    return Book(opened, lang, compared, traded)


def frontier_beside(folder: Path, study: Study) -> Path | None:
    """The folder of the frontier that `jiugai frontier` has left beside a plan folder; None where there is none, or
    where it is of other inputs."""
    found = frontier_of(open_plan(folder, study))
    return None if found is None else found.folder


def open_points(folder: str | Path, study: Study, lang: str = "zh") -> Book:
    """A frontier in `folder`, as a book of its knee, or else of its last point. Raises `DataError`."""
    found = open_frontier(folder)
    shown = found.knee or found.points[-1]
    return Book(found.plan(shown.point, study), lang, None, found, document="frontier")


def comparison_beside(folder: Path, study: Study) -> Path | None:
    """The folder of the comparison that `jiugai compare` has left beside a plan folder, with this plan as base; None
    where there is none, or where it is of another plan."""
    found = comparison_of(open_plan(folder, study))
    return None if found is None else found.folder


def open_options(scenarios: Sequence[str | Path], folder: str | Path, lang: str = "zh") -> Book:
    """The comparison of these scenarios in `folder`, made where it is not there or no longer true, as a book of the
    first of them that has a plan. Raises a `JiugaiError`."""
    paths = {Path(path).stem: Path(path) for path in scenarios}
    found = compared(list(paths.values()), Path(folder))
    name = found.planned[0]
    return Book(open_plan(found.plan_folder(name), read_study(paths[name])), lang, found, document="options")


def report_of(scenario: str | Path, folder: str | Path, lang: str = "") -> Book:
    """The report of a scenario: the plan in `folder` where it can be used again, else made and written there first.

    `lang` left out: that of the scenario. Raises a `JiugaiError`.
    """
    study = read_study(Path(scenario))
    opened, _ = planned(study, Path(folder))
    return Book(opened, lang or study.scenario.lang)


def open_sensitivity(scenario: str | Path, folder: str | Path, lang: str = "") -> Book:
    """The plan of a scenario as `report_of`, with what one change at a time does to its objectives.

    Some seconds for each change of a small case; nothing is written but the plan. Raises a `JiugaiError`.
    """
    book = report_of(scenario, folder, lang)
    return replace(book, sensitivity=sensitivity(Path(scenario)), document="sensitivity")


def households(sites: Iterable[Site]) -> int:
    return sum(site.households for site in sites)


def _rows(frame: Any) -> list[dict[str, Any]]:
    """Rows as plain Python values; a missing value is None."""
    columns = {str(name): [_plain(value) for value in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)) or repr(value) in ("<NA>", "nan"):
        return None
    return value
