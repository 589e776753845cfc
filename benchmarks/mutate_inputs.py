"""Thousands of damages of folders, workbooks and lists: how many are read, refused there or elsewhere; seconds.

    .venv/bin/python benchmarks/mutate_inputs.py [COUNT] [SEED]

COUNT in all, a third for each kind of source. Ends with an error at the first misread number or crash. Counts depend
on COUNT and SEED alone. 3,000 take two to three minutes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from jiugai.run import bundled_root
from support.mutations import CaseBook, CaseFolder, PlainList, Source, Tally, run
from support.mutations.source import ELSEWHERE, HERE, READ

ENDS = (READ, HERE, ELSEWHERE)


def sources(folder: Path) -> dict[str, dict[str, Source]]:
    """kind of source → its name → the source."""
    data = bundled_root() / "data"
    cases = sorted(path for path in (data / "cases").iterdir() if path.is_dir())
    lists = [*sorted((data / "sources" / "lists").glob("*.csv")), data / "samples" / "plain_list.csv"]
    return {
        "folder": {case.name: CaseFolder.copy(case, folder / case.name) for case in cases},
        "workbook": {case.name: CaseBook(case, folder) for case in cases},
        "list": {
            f"{path.stem}{suffix}": PlainList(path, folder, suffix) for path in lists for suffix in (".csv", ".xlsx")
        },
    }


def main(count: int = 3000, seed: int = 1) -> None:
    kinds: Counter[tuple[str, str]] = Counter()
    sentences: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for kind, named in sources(Path(folder)).items():
            each = -(-count // 3 // len(named))
            for name, source in named.items():
                began = time.process_time()
                tally = run(source, each, seed)
                _row(f"{kind} {name}", tally, time.process_time() - began)
                kinds.update({(f"{kind}: {what}", end): number for (what, end), number in tally.kinds.items()})
                sentences.update(tally.sentences)
    print()
    for what in sorted({what for what, _ in kinds}):
        print(f"{what:32}" + "".join(f"{kinds[what, end]:8} {end}" for end in ENDS))
    print()
    for sentence, number in sentences.most_common(20):
        print(f"{number:7}  {sentence}")


def _row(name: str, tally: Tally, seconds: float) -> None:
    ends = "".join(f"{tally.ends[end]:6} {end}" for end in ENDS)
    print(f"{name:38}{sum(tally.ends.values()):6} in {seconds:5.1f} s CPU:{ends}", flush=True)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
