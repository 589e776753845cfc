"""Lots (标段): communities bid or approved together, with one investment for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiugai.errors import ProblemLog
from jiugai.inputs.sheets import Sheet
from jiugai.intake.plain.rows import PlainRow

TIER_FIELDS = {"basic": "invest_basic", "improvement": "invest_improvement", "upgrade": "invest_upgrade"}


def own_investment(row: PlainRow) -> int | None:
    """What the list gives for the community itself, whole yuan: the total, or the sum of the tiers."""
    tiers = [row.get(field) for field in TIER_FIELDS.values()]
    if row.get("invest_total") is not None:
        return int(row.get("invest_total"))
    return sum(tier or 0 for tier in tiers) if any(tier is not None for tier in tiers) else None


def lots(rows: Sequence[PlainRow]) -> dict[str, list[PlainRow]]:
    """lot → its communities, for lots with an investment; rows with one but without a lot's name are one lot."""
    found: dict[str, list[PlainRow]] = {}
    for row in rows:
        if row.get("lot") or row.get("invest_lot") is not None:
            found.setdefault(row.get("lot") or "", []).append(row)
    return {name: members for name, members in found.items() if lot_investments(members)}


def lot_investments(members: Sequence[PlainRow]) -> set[int]:
    """The investments written for a lot, whole yuan: one where the list is right."""
    return {row.get("invest_lot") for row in members if row.get("invest_lot") is not None}


def check_lots(sheet: Sheet, rows: Sequence[PlainRow], log: ProblemLog) -> None:
    """One investment a lot; what its communities have themselves is within it; tiers add up to the total."""
    for name, members in lots(rows).items():
        amounts = lot_investments(members)
        if len(amounts) > 1:
            where = sheet.at(members[1].row, "invest_lot", name)
            zh, en = "同一标段写了不同的总投资", "one lot has different investments"
            log.add(where, f"{zh}（没有标段名称的行视为同一标段）", f"{en} (rows without a lot name are one lot)")
            continue
        given: list[Any] = [own_investment(row) for row in members]
        known = sum(amount or 0 for amount in given)
        open_rows = [row for row, amount in zip(members, given, strict=True) if amount is None]
        if known > min(amounts) or (open_rows and known == min(amounts)):
            where = sheet.at(members[0].row, value=name)
            log.add(where, "各小区投资之和超过标段总投资", "the communities of the lot cost more than the lot")
    for row in rows:
        tiers = [row.get(field) for field in TIER_FIELDS.values()]
        total = row.get("invest_total")
        if total is not None and any(tier is not None for tier in tiers):
            added = sum(tier or 0 for tier in tiers)
            if added != total:
                zh, en = f"总投资 {total:,} 元，各类之和 {added:,} 元", f"total {total:,} yuan, tiers {added:,} yuan"
                log.add(sheet.at(row.row, value=row.name), f"{zh}，不符", f"{en}: they differ")
        if own_investment(row) == 0:
            log.add(sheet.at(row.row, value=row.name), "投资为零；不知道请留空", "costs nothing; leave unknown blank")
