"""Money that is promised in plan years (承诺资金), by community."""

from __future__ import annotations

import pandas as pd

from jiugai.inputs.study import Study


def promised(study: Study) -> pd.DataFrame:
    """community_id, fund_id, year and what the fund is committed to pay it in that plan year: yuan, above zero."""
    works = study.case.table("works")[["work_id", "community_id"]]
    rows = study.case.table("commitments").merge(works, on="work_id")
    rows = rows[rows["year"].isin(study.years)]
    total = rows.groupby(["community_id", "fund_id", "year"], as_index=False)["committed"].sum()
    found: pd.DataFrame = total[total["committed"] > 0]
    return found


def promised_to(study: Study, fund_id: str) -> dict[str, int]:
    """Community → what the fund is committed to pay it in all plan years, whole yuan."""
    rows = promised(study)
    total = rows[rows["fund_id"] == fund_id].groupby("community_id")["committed"].sum()
    return {str(site): int(yuan) for site, yuan in total.items()}
