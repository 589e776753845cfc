"""Seconds of a whole plan of gaotai, by stage and in all: `python benchmarks/plan_gaotai.py [scenario]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from jiugai.run import bundled_root, make_plan, read_study


def main() -> None:
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else bundled_root() / "scenarios" / "gaotai.yaml"
    begun = last = time.perf_counter()

    def tell(text: str) -> None:
        nonlocal last
        now = time.perf_counter()
        print(f"{now - last:8.1f} s  {now - begun:8.1f} s  {text}", flush=True)
        last = now

    study = read_study(given)
    tell("read")
    with tempfile.TemporaryDirectory() as folder:
        finished = make_plan(study, Path(folder) / "plan", progress=tell)
    tell(f"in all; {len(finished.plan.funding):,} lines of funding, status {finished.solution.status}")


if __name__ == "__main__":
    main()
