"""Every notebook: no outputs, thin, runs top to bottom with its defaults."""

import ast
from pathlib import Path

import nbformat
import pytest

from jiugai.labels import all_labels
from jiugai.report import Book, statement, table
from jiugai.report.contents import SECTIONS
from jiugai.report.html.execution import PARAMETERS, run_notebook
from jiugai.report.wording import keys, sentences
from jiugai.run import bundled_root
from report.conftest import SCENARIO

NOTEBOOKS = sorted((bundled_root() / "notebooks").glob("*.ipynb"))
ALLOWED = ("jiugai.run", "jiugai.analysis", "jiugai.simulate", "jiugai.report")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_clean_and_thin(path: object) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert sum(PARAMETERS in cell.metadata.get("tags", []) for cell in code) == 1
    for cell in code:
        assert cell.outputs == []
        assert cell.execution_count is None
        assert set(cell.metadata) <= {"tags"}
        tree = ast.parse(cell.source)
        for node in ast.walk(tree):
            assert not isinstance(node, ast.For | ast.While | ast.If | ast.FunctionDef | ast.Lambda | ast.BinOp)
            if isinstance(node, ast.ImportFrom):
                assert node.module in ALLOWED
            assert not isinstance(node, ast.Import)


def test_shows_the_contents_in_order() -> None:
    """The notebook and `contents.SECTIONS` say the same: page one, then heading and parts of every section."""
    notebook = nbformat.read(next(path for path in NOTEBOOKS if path.name == "01_plan.ipynb"), as_version=4)
    shown = [cell.source for cell in notebook.cells if cell.cell_type == "code"][2:]
    first, *sections = SECTIONS
    words = {"figure": "figure", "table": "table", "text": "statement"}
    expected = ["page_one(plan)"]
    for section in sections:
        expected.append(f'heading("{section.name}", plan)')
        expected += [f'{words[kind]}("{name}", plan)' for kind, name in section.parts]
    assert (first.name, first.parts) == ("one", ())
    assert shown == expected


def test_debt_capacity_runs_on_a_plan_that_stands(folder: Path, book: Book) -> None:
    """Top to bottom, without making the plan anew; with its defaults: `tests/full`."""
    made = (folder / "plan.json").stat().st_mtime_ns
    path = next(path for path in NOTEBOOKS if path.name == "03_debt_capacity.ipynb")
    done = run_notebook(path, {"scenario": str(SCENARIO), "folder": str(folder)})
    shown = [cell.outputs[0].data["text/html"] for cell in done.cells if cell.cell_type == "code" and cell.outputs]
    assert len(shown) == 11
    assert shown[1:3] == [statement("capacity", book), table("T9", book)]
    assert shown[-2:] == [table("T6", book), table("T7", book)]
    assert (folder / "plan.json").stat().st_mtime_ns == made


def test_wording_in_both_languages() -> None:
    import string

    for key in keys():
        words = sentences()[key]
        assert set(words) == {"zh", "en"}, key
        fields = {
            lang: {name for _, name, _, _ in string.Formatter().parse(text) if name} for lang, text in words.items()
        }
        assert fields["en"] <= fields["zh"] or key == "title", key
        assert words["zh"], key


def test_labels_in_both_languages() -> None:
    for lang in ("zh", "en"):
        assert [key for key, words in all_labels(lang).items() if not words.strip()] == []
