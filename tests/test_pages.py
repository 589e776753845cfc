"""What the pages say of commands, files and each other: the readmes follow docs/formats.md, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jiugai.plan import TABLES
from jiugai.run import REPORTS
from support.case import ROOT

READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        ROOT / "data/sources/README.md",
        ROOT / "tests/examples/README.md",
    ]
)
COMMAND = re.compile(r"^\| `(jiugai [^`]+)` \|", re.MULTILINE)


def text(name: str | Path) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def options(page: str) -> dict[str, set[str]]:
    """Command → its options, of the tables of a page."""
    found: dict[str, set[str]] = {}
    for usage in COMMAND.findall(page):
        found.setdefault(usage.split()[1], set()).update(re.findall(r"--[a-z-]+", usage))
    return found


@pytest.mark.parametrize("name", READMES)
def test_commands_are_those_of_the_contract(name: str) -> None:
    told = options(text(name))
    assert told.pop("--version") == {"--version"}
    assert told == options(text("docs/formats.md"))


def test_usage_is_word_for_word_that_of_the_contract() -> None:
    assert set(COMMAND.findall(text("README.md"))) - {"jiugai --version"} <= set(
        COMMAND.findall(text("docs/formats.md"))
    )


@pytest.mark.parametrize("name", [*READMES, "docs/formats.md"])
def test_every_file_of_a_plan_is_named(name: str) -> None:
    files = {*(f"{table}.csv" for table in TABLES), "plan.json", "audit.json", "timing.json", *REPORTS}
    assert {file for file in files if f"`{file}`" not in text(name)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
