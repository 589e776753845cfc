"""Cases with routes: one of heating by hand, and drawn ones of either programme."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from allocation.made_cases import made_cases
from jiugai.inputs.study import Study
from support.case import Row, Tables, community, envelope, fund, make_study, work

#: what makes a case one of heating: the speech, borrowed, and a date at which it is known
HEATING: Row = {"programme": "clean_heating", "borrow": ["speeches-2022"]}
KNOWN: dict[str, Any] = {"as_of": "2022-06-30"}
YEARS = (2022, 2023)


def route(site: str, name: str, **facts: Any) -> Row:
    """A bill that falls from 2,000 to 1,500 yuan, works of three months."""
    row: Row = {"community_id": site, "route": name, "name": f"{name}路线", "bill_before": 2000, "bill_after": 1500}
    return row | {"months": 3} | facts


def routed(site: str, name: str, cost: int, **facts: Any) -> Row:
    """A heating device of the route."""
    return work(site, "heating_device", cost, work_id=f"{site}.{name}", route=name) | facts


def two_routes() -> Tables:
    """a: gas, cheap to build and 30,000 yuan a year to run, or a pump; b: the pump alone passes its test."""
    return {
        "communities": [community("a"), community("b", households=50)],
        "works": [
            routed("a", "gas", 300_000),
            routed("a", "pump", 500_000),
            work("a", "insulation", 100_000),
            routed("b", "gas", 100_000),
            routed("b", "pump", 200_000),
        ],
        "routes": [
            route("a", "gas", running_subsidy=300),
            route("a", "pump"),
            route("b", "gas", bill_after=2100),
            route("b", "pump", months=6),
        ],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2022, 500_000), envelope("county_budget", 2023, 500_000)],
    }


def heating_study(folder: Path, tables: Tables, **scenario: Any) -> Study:
    return make_study(folder, tables, YEARS, header=HEATING, **(KNOWN | scenario))


@dataclass(frozen=True)
class Routed:
    """A drawn case; `heating`: of that programme, else of old communities."""

    tables: Tables
    heating: bool

    def study(self, folder: Path) -> Study:
        more: dict[str, Any] = {"header": HEATING} | KNOWN if self.heating else {}
        return make_study(folder, self.tables, **more)


@st.composite
def routed_cases(draw: st.DrawFn) -> Routed:
    """Alternative works for some communities: dear to build or to run, of one tier or two, with a hazard or without."""
    tables = draw(made_cases(sites=(2, 2)))
    works, routes = [*tables["works"]], []
    for site in tables["communities"]:
        name, continuing = site["community_id"], site.get("stage") == "in_progress"
        hazard = draw(st.booleans())
        for number, way in enumerate(draw(st.sampled_from([[], ["gas"], ["gas", "pump"], ["gas", "pump"]]))):
            if continuing and number:
                break
            tier = draw(st.sampled_from(["basic", "basic", "improvement"]))
            cost = draw(st.integers(5, 60)) * 10_000 + 1_237
            works.append(routed(name, way, cost, tier=tier, hazard=hazard))
            after, months = draw(st.sampled_from([1500, 1900, 2100])), draw(st.sampled_from([2, 4, 6, ""]))
            subsidy = draw(st.sampled_from([0, 0, 150, 700]))
            routes.append(route(name, way, bill_after=after, months=months, running_subsidy=subsidy, payable=1800))
    drawn = tables | {"works": works, **({"routes": routes} if routes else {})}
    return Routed(drawn, heating=draw(st.booleans()))
