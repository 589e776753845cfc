"""Totals that tie: selection = spending = funding = used, by work and by kind; money comes with the works."""

from __future__ import annotations

from jiugai.audit.facts import Facts
from jiugai.audit.report import Book
from jiugai.audit.tables import Claims

KINDS = ("central", "provincial", "local", "utility", "resident", "social", "bank")
TIES = "model#ties"


def check_cash_year(book: Book, facts: Facts, claims: Claims) -> None:
    """Money comes in the year of the cost, but for late funds under F16; without F20 nothing is advanced."""
    book.count("model#bridges")
    if claims.rows["bridges"] and not book.on("F20"):
        book.fail(
            "model#bridges", "bridges.csv：没有垫付规则，此表应为空", "bridges.csv: no rule of bridging: must be empty"
        )
    for cell in claims.funding:
        if facts.funds[cell.fund_id].lag is not None and book.on("F16"):
            continue
        book.count("model#cash-year")
        if cell.cash_year != cell.cost_year:
            where = f"funding.csv(community_id={cell.community_id}, work_id={cell.work_id}, fund_id={cell.fund_id})"
            book.fail(
                "model#cash-year",
                f"{where}：资金年度 {cell.cash_year} 与造价年度 {cell.cost_year} 不同",
                f"{where}: cash_year {cell.cash_year} is not cost_year {cell.cost_year}",
            )


def check_ties(book: Book, facts: Facts, claims: Claims) -> dict[str, int]:
    """Totals of the plan in yuan, after checking that the tables agree on them."""
    rows = claims.rows

    def total(table: str, column: str) -> int:
        return sum(int(row[column] or 0) for row in rows[table].values())

    by_kind = dict.fromkeys(KINDS, 0)
    used_by_kind = dict.fromkeys(KINDS, 0)
    drawn = 0
    for cell in claims.funding:
        kind = facts.funds[cell.fund_id].kind
        by_kind[kind] += cell.yuan
        drawn += cell.yuan if facts.funds[cell.fund_id].instrument == "debt" else 0
    for key, row in rows["funds"].items():
        used_by_kind[facts.funds[str(key[0])].kind] += int(row["used_yuan"] or 0)
    funding = sum(cell.yuan for cell in claims.funding)
    spending = total("spending", "cost_yuan")
    _tie(book, "selection.csv", total("selection", "cost_yuan"), "spending.csv", spending)
    if book.on("F7"):
        _tie(book, "funding.csv", funding, "spending.csv", spending)
    _tie(book, "debt.csv drawn_yuan", total("debt", "drawn_yuan"), "funding.csv", drawn)
    for kind in KINDS:
        _tie(book, f"funds.csv used_yuan {kind}", used_by_kind[kind], f"funding.csv {kind}", by_kind[kind])
    return {
        "spending_yuan": spending,
        "funding_yuan": funding,
        **{f"funding_{kind}_yuan": yuan for kind, yuan in by_kind.items()},
        "drawn_yuan": drawn,
        "lapsed_yuan": total("funds", "lapsed_yuan"),
        "paid_before_yuan": total("selection", "paid_before_yuan"),
    }


def _tie(book: Book, left: str, left_yuan: int, right: str, right_yuan: int) -> None:
    book.count(TIES, -abs(left_yuan - right_yuan))
    if left_yuan != right_yuan:
        book.fail(
            TIES,
            f"{left} 合计 {left_yuan:,} 元，{right} 合计 {right_yuan:,} 元，不相等",
            f"{left} adds up to {left_yuan:,} yuan, {right} to {right_yuan:,}",
        )
