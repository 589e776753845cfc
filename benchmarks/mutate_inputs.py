"""A few thousand damaged cells of the bundled cases: how many are read, refused at the cell or elsewhere; seconds.

    .venv/bin/python benchmarks/mutate_inputs.py [COUNT] [SEED]

Ends with an error at the first misread number or crash. Counts depend on COUNT and SEED alone.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from jiugai.run import bundled_root
from support.mutations import CaseFolder, run


def main(count: int = 3000, seed: int = 1) -> None:
    for case in sorted((bundled_root() / "data" / "cases").iterdir()):
        with tempfile.TemporaryDirectory() as folder:
            source = CaseFolder.copy(case, Path(folder) / "case")
            began = time.perf_counter()
            tally = run(source, count, seed)
            seconds = time.perf_counter() - began
        ends = ", ".join(f"{end} {number}" for end, number in sorted(tally.ends.items()))
        print(f"{case.name}: {count} cells in {seconds:.1f} s: {ends}")
        for sentence, number in tally.sentences.most_common(8):
            print(f"    {number:5}  {sentence}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
