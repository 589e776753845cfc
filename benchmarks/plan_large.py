"""Sanity at 300 communities, drawn by a fixed seed: the whole way from case to audited files, seconds and peak memory.

    .venv/bin/python benchmarks/plan_large.py [COMMUNITIES] [NODES]

The gap is wide and the nodes are few: what is shown is that the case ends in an audited plan, not how good it is.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from jiugai.run import make_plan, open_plan
from support.case import Tables, community, envelope, fiscal, fund, make_study, work

YEARS = (2021, 2023)


def tables(count: int) -> Tables:
    """Communities with two or three works each, and money for about half of them."""
    draw = random.Random(300)
    case: Tables = {"communities": [], "works": [], "fund_years": []}
    total = 0
    for number in range(count):
        name = f"s{number:03}"
        case["communities"].append(
            community(
                name,
                households=draw.randint(30, 600),
                built_year=draw.randint(1975, 2000),
                consent_rate=f"0.{draw.randint(70, 99)}",
                need_facilities=draw.randint(0, 10),
            )
        )
        works = [
            work(name, "road", draw.randint(20, 150) * 10_000),
            work(name, "water", draw.randint(10, 60) * 10_000, hazard=draw.random() < 0.2),
        ]
        if draw.random() < 0.5:
            works.append(work(name, "greening", draw.randint(5, 40) * 10_000, "improvement"))
        case["works"] += works
        total += sum(row["cost"] for row in works)
    case["funds"] = [fund("central_fiscal"), fund("county_budget"), fund("utility", "water_co"), fund("resident")]
    for year in range(YEARS[0], YEARS[1] + 1):
        for name, share in (("central_fiscal", 0.09), ("county_budget", 0.06), ("water_co", 0.03)):
            case["fund_years"].append(envelope(name, year, int(total * share)))
    case["fiscal"] = [fiscal(year, local_revenue=10**9) for year in range(YEARS[0], YEARS[1] + 1)]
    return case


def main(count: int = 300, nodes: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        effort = {"gap": "0.2", "nodes": nodes}
        study = make_study(Path(folder), tables(count), YEARS, effort=effort)
        began = time.perf_counter()
        make_plan(study, Path(folder) / "out", progress=lambda text: print(f"    {text}", flush=True))
        seconds = time.perf_counter() - began
        opened = open_plan(Path(folder) / "out", study)
        timing = json.loads((Path(folder) / "out" / "timing.json").read_text("utf-8"))
    decisions = opened.plan.selection["decision"].value_counts().to_dict()
    print(f"{count} communities in {seconds:.1f} s, peak {timing['peak_memory_kib'] or 0:,} KiB: {decisions}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
