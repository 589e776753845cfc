"""Make docs/coverage.md from the register of the source documents, data/policy/coverage/.

Run from any folder: `python data/sources/make_coverage.py`; a rerun gives the same bytes, and a test holds the page to
the register. A mistake of the register is told with its file and clause, and the page is then left as it was.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jiugai.errors import PolicyError
from jiugai.policy import load_policy
from jiugai.policy.coverage import coverage_page, load_register

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    try:
        library = load_policy(ROOT / "data" / "policy")
        page = coverage_page(library, load_register(library))
    except PolicyError as error:
        for problem in error.problems:
            print(f"{problem.text('zh')}\n{problem.text('en')}", file=sys.stderr)
        return error.exit_code
    (ROOT / "docs" / "coverage.md").write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
