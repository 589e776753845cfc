"""One finished plan of the smallest bundled case, made once for all tests of the report."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from jiugai.inputs.study import Study
from jiugai.report import Book, open_report
from jiugai.report.docx import pictures
from jiugai.report.docx.export import docx_bytes
from jiugai.run import bundled_root, make_plan, read_study
from report.thin import planned

SCENARIO = bundled_root() / "scenarios" / "tianchang.yaml"


@pytest.fixture(scope="session")
def study() -> Study:
    return read_study(SCENARIO)


@pytest.fixture(scope="session")
def folder(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder without a report."""
    out = tmp_path_factory.mktemp("report") / "tianchang"
    make_plan(study, out)
    return out


@pytest.fixture(scope="session")
def book(folder: Path) -> Book:
    return open_report(folder, SCENARIO, "zh")


@pytest.fixture(scope="session")
def thin(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Book]:
    """The plan of a case of `report.thin`, made when first asked for."""

    return cache(lambda name: planned(name, tmp_path_factory.mktemp(name)))


@pytest.fixture(scope="session")
def word_bytes(book: Book) -> bytes:
    """The Chinese document, its pictures coarse: what they show is no matter here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "_DPI", 40)
        return docx_bytes(book)


@pytest.fixture(scope="session")
def english(book: Book) -> Book:
    return replace(book, lang="en")
