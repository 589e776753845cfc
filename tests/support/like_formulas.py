"""A case whose names, streets and ids begin as formulas do: all of it must stay text wherever it goes."""

from __future__ import annotations

from pathlib import Path

from jiugai.inputs.study import Study
from support.case import community, envelope, fund, make_study, work

NAMES = {"-1": "=cmd|'/C calc'!A0", "-a": "+1+1", "b": "-2+3", "c": "@SUM(A1)", "d": "＝1+1"}
STREET, BORROWER = '=HYPERLINK("http://x")', "@borrower"


def make_like_formulas(folder: Path) -> Study:
    """Five communities that the county pays, one of them by a loan, too."""
    tables = {
        "communities": [community(site, street=STREET) | {"name": name} for site, name in NAMES.items()],
        "works": [
            *(work(site, "road", 400_000) for site in NAMES),
            work("-1", "parking", 300_000, "improvement", net_revenue_per_year=90_000, revenue_vote_passed=True),
        ],
        "funds": [
            fund("county_budget", "-county", name="+county", document_no="@2021"), fund("loan", borrower=BORROWER),
        ],
        "fund_years": [envelope("-county", 2021, 5_000_000)],
    }  # fmt: skip
    return make_study(folder, tables, (2021, 2021))
