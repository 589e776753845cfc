"""A frontier made by hand: as many points as asked for, some not proven, with and without plans by rank."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from jiugai.analysis.frontier import OpenFrontier
from jiugai.analysis.frontier.rows import PointRow, RankRow


def made(
    count: int = 15, knee: int | None = 4, ranked: bool = True, senses: tuple[str, str] = ("min", "max")
) -> OpenFrontier:
    """A bent curve from 100 万元 and 10,000 points up; ranking 5 per cent below it, the same at every fourth point."""
    sign = {"min": 1, "max": -1}
    x_sign, y_sign = (sign[sense] for sense in senses)
    points = []
    for place in range(count):
        x = Decimal(100 + 250 * place) + Decimal("0.1234")
        y = Decimal(10000 + int(4000 * (place / max(count - 1, 1)) ** 0.5))
        spare = 60 * (place % 2)
        points.append(
            PointRow(
                place + 1, x_sign * x, x_sign * (x - 1), -y_sign * y, -y_sign * (y + spare), x_sign * (x + 10),
                Decimal("0.004") if spare else Decimal(0), not spare, place + 1 == knee, 20 + place, 5000 + 100 * place,
                f"points/{place + 1:02d}",
            )
        )  # fmt: skip
    ranking = [
        RankRow(
            point.x, point.x, point.y if place % 4 == 0 else point.y * Decimal("0.95") // 1 if y_sign < 0 else point.y,
            18, 4800, "a;b",
        )
        for place, point in enumerate(points)
        if ranked
    ]  # fmt: skip
    ranking.append(RankRow(None, None, None, None, None, ""))
    axes = {
        "x": {"name": "county_money" if x_sign > 0 else "hazard_households", "unit": "", "sense": senses[0]},
        "y": {"name": "score" if y_sign < 0 else "completion", "unit": "", "sense": senses[1]},
    }
    held = [{"name": "soft_broken", "unit": "points", "sense": "min", "value": 0, "bound": 0, "proven": True}]
    return OpenFrontier(Path("reports/frontier-x"), axes | {"held": held, "inputs": []}, tuple(points), tuple(ranking))
