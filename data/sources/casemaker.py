"""Shared helpers of the scripts that make case folders (`make_tianchang.py`, `make_jizhou.py`, `make_gaotai.py`).

A case is built as a dictionary of tables (name -> list of rows) and written column by column as the dictionary
`model/jiugai/inputs/columns.csv` says: UTF-8 with BOM (spreadsheets open it right), LF, rows sorted by their key,
defaults written out, columns that are blank in every row left out. Money is held in whole yuan here and written in the
unit of the case. Same script, same bytes.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "data" / "sources"
CASES = ROOT / "data" / "cases"
YUAN_PER_WAN = 10_000


def dictionary() -> dict[str, list[dict]]:
    """Columns of every table, in order, from the column dictionary of the package."""
    tables: dict[str, list[dict]] = {}
    with (ROOT / "model" / "jiugai" / "inputs" / "columns.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            tables.setdefault(row["table"], []).append(row)
    return tables


def read_figures(name: str) -> list[dict]:
    """Rows of a figures file in data/sources; lines that begin with # are its source note."""
    with (SOURCES / name).open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines))


def yuan(wan) -> int:
    """万元 as text or whole number -> whole yuan, exactly.

    >>> yuan("77.8"), yuan(3)
    (778000, 30000)
    """
    value = Fraction(str(wan)) * YUAN_PER_WAN
    if value.denominator != 1:
        raise ValueError(f"{wan} 万元 is not a whole number of yuan")
    return int(value)


def apportion(total: int, weights: list[float], unit: int = 100) -> list[int]:
    """Split `total` (whole yuan) by weights into multiples of `unit`, largest remainder first; nothing is lost.

    >>> apportion(1000, [1, 1, 1], unit=100)
    [400, 300, 300]
    """
    steps, rest = divmod(total, unit)
    whole = float(sum(weights))
    shares = [steps * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (-(shares[i] - parts[i]), i))
    for i in order[: steps - sum(parts)]:
        parts[i] += 1
    amounts = [part * unit for part in parts]
    amounts[0] += rest
    return amounts


def source_rows(lines: list[tuple]) -> list[dict]:
    """Rows of sources.csv from (id, title, address, basis)."""
    return [dict(zip(("source_id", "title", "address", "basis"), line, strict=True)) for line in lines]


CHANNELS = {  # channel: kind, level, instrument, scope
    "central_fiscal": ("central", "central", "grant", "pooled"),
    "central_investment": ("central", "central", "grant", "pooled"),
    "provincial": ("provincial", "province", "grant", "pooled"),
    "sector": ("provincial", "province", "grant", "pooled"),
    "city": ("local", "city", "grant", "pooled"),
    "county_budget": ("local", "county", "grant", "pooled"),
    "housing_sale": ("local", "county", "grant", "pooled"),
    "general_bond": ("local", "county", "debt", "pooled"),
    "utility": ("utility", "none", "contribution", "pooled"),
    "resident": ("resident", "none", "own", "own"),
    "loan": ("bank", "none", "debt", "own"),
}


class Funds:
    """The four tables of funds, filled fund by fund; money in whole yuan."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tables: dict[str, list[dict]] = {"funds": [], "fund_years": [], "fund_rules": [], "fund_entitlements": []}

    def add(self, fund_id: str, name: str, channel: str, status: str, **more) -> None:
        """A fund of a channel; kind, level, instrument and scope follow from the channel."""
        kind, level, instrument, scope = CHANNELS[channel]
        row = {"kind": kind, "level": level, "channel": channel, "instrument": instrument, "scope": scope}
        row |= {"fund_id": fund_id, "name": name, "status": status, "source_id": self.source, **more}
        self.tables["funds"].append(row)

    def envelope(self, fund_id: str, amounts: dict[int, int], source: str = "") -> None:
        """Envelopes by year."""
        for year, amount in amounts.items():
            row = {"fund_id": fund_id, "year": year, "envelope": amount, "source_id": source or self.source}
            self.tables["fund_years"].append(row)

    def per_household(self, fund_id: str, year: int, rate: int, households: int) -> None:
        """An entitlement: rate x declared task households."""
        row = {"fund_id": fund_id, "year": year, "basis": "household", "rate": rate, "quantity": households}
        self.tables["fund_entitlements"].append({**row, "source_id": self.source})

    def per_chosen_household(self, fund_id: str, year: int, rate: int) -> None:
        """A standard: rate x households of each community that starts in the year."""
        row = {"fund_id": fund_id, "year": year, "basis": "household", "binding": "site", "rate": rate}
        self.tables["fund_entitlements"].append({**row, "source_id": self.source})

    def rule(self, fund_id: str, trade: str = "*", tier: str = "*", part: str = "*", cost_part: str = "*") -> None:
        """What the fund may pay."""
        row = {"fund_id": fund_id, "trade": trade, "tier": tier, "part": part, "cost_part": cost_part}
        self.tables["fund_rules"].append(row)


def wan(amounts: dict[int, object]) -> dict[int, int]:
    """Amounts by year in 万元 -> whole yuan."""
    return {year: yuan(amount) for year, amount in amounts.items()}


def money_text(amount: int, unit: str) -> str:
    """Whole yuan in the unit of the case, as plain decimal text.

    >>> money_text(778000, "wan_yuan"), money_text(778000, "yuan")
    ('77.8', '778000')
    """
    if unit == "yuan":
        return str(amount)
    whole, rest = divmod(amount, YUAN_PER_WAN)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")


def _text(value, column: dict, unit: str) -> str:
    if value is None or value == "":
        return column["default"]  # said, not left to be filled: a reader counts filled blanks as assumptions
    if column["type"] == "money":
        if not isinstance(value, int):
            raise TypeError(f"{column['table']}.{column['column']}: money must be whole yuan, got {value!r}")
        return money_text(value, unit)
    if column["type"] == "bool":
        return "yes" if value is True or value == "yes" else "no"
    return str(value)


def write_case(name: str, header: str, unit: str, tables: dict[str, list[dict]]) -> None:
    """Write data/cases/<name>/: case.yaml and one CSV per table that has rows; tables not named are removed."""
    folder = CASES / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_bytes(header.encode("utf-8"))
    known = dictionary()
    unknown = set(tables) - set(known)
    if unknown:
        raise KeyError(f"unknown tables: {sorted(unknown)}")
    for table, columns in known.items():
        path = folder / f"{table}.csv"
        rows = tables.get(table)
        if not rows:
            path.unlink(missing_ok=True)
            continue
        names = [column["column"] for column in columns]
        for row in rows:
            extra = set(row) - set(names)
            if extra:
                raise KeyError(f"{table}: unknown columns {sorted(extra)}")
        keys = [c["column"] for c in columns if c["type"].startswith("key")]
        rows = sorted(rows, key=lambda row: tuple(str(row.get(key, "")) for key in keys))
        cells = [[_text(row.get(c["column"]), c, unit) for c in columns] for row in rows]
        keep = [i for i in range(len(columns)) if names[i] in keys or any(line[i] for line in cells)]
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow([names[i] for i in keep])
        writer.writerows([line[i] for i in keep] for line in cells)
        path.write_bytes(b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8"))
    print(f"{folder.relative_to(ROOT).as_posix()}: " + ", ".join(f"{t} {len(r)}" for t, r in tables.items() if r))
