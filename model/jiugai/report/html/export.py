"""The report as one HTML file that opens on a closed network: no reference to anything outside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, OutputError, Problem
from jiugai.inputs.study import Study
from jiugai.report import contents, parts
from jiugai.report.book import Book, open_options, open_points, open_report
from jiugai.report.front_page import title
from jiugai.report.grid import Html
from jiugai.report.html.execution import run_notebook
from jiugai.report.tables.plain import basis_line
from jiugai.report.ties import marks
from jiugai.report.ties.check import check
from jiugai.report.ties.read_html import read_html
from jiugai.report.wording import say
from jiugai.run import bundled_root

NOTEBOOK, OPTIONS_NOTEBOOK = "01_plan.ipynb", "02_compare.ipynb"
REPORT, OPTIONS, FRONTIER = "report.html", "compare.html", "frontier.html"
_DISPLAYED = re.compile(r"<(h1|h2|b|figcaption|dd)\b[^>]*>(.*?)</\1>", re.DOTALL)


def render_html(folder: Path, study: Study, comparison: Path | None = None, frontier: Path | None = None) -> None:
    """Write `report.html` into a plan folder: the notebook, executed and exported.

    Raises `OutputError`, also where a number of its text is not the one of its tables (`ties.check`).
    Same plan, same bytes: neither times nor paths nor the name of the folder get into the file. `comparison`: the
    folder of one that the plan is part of, `frontier`: that of the trade-off of its inputs; the report then shows them.
    """
    parameters = {
        "folder": str(folder.resolve()),
        "scenario": str(study.scenario.path.resolve()),
        "lang": study.scenario.lang,
        "comparison": str(comparison.resolve()) if comparison else "",
        "frontier": str(frontier.resolve()) if frontier else "",
    }
    _render(NOTEBOOK, parameters, folder / REPORT, partial(open_report, **parameters))


def render_options(folder: Path, scenarios: Sequence[Path], lang: str) -> None:
    """Write `compare.html` into the folder of a comparison of these scenarios, likewise. Raises `OutputError`."""
    parameters: dict[str, Any] = {
        "scenarios": [str(path.resolve()) for path in scenarios],
        "folder": str(folder.resolve()),
        "lang": lang,
    }
    _render(OPTIONS_NOTEBOOK, parameters, folder / OPTIONS, partial(open_options, **parameters))


def render_frontier(folder: Path, study: Study) -> None:
    """Write `frontier.html` into the folder of a frontier of this study, likewise. Raises `OutputError`.

    No notebook: there is nothing to choose, and no kernel to wait for.
    """
    import nbformat

    book = open_points(folder, study, study.scenario.lang)
    cells = [_shown(parts.opening(book))]
    for section in contents.DOCUMENTS[book.document]:
        cells.append(_shown(parts.heading(section.name, book)))
        cells += [_shown(parts.SHOW[kind](name, book)) for kind, name in section.parts]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    _write(export(notebook, book), folder / FRONTIER)


def _shown(html: Html) -> Any:
    """A cell that shows a fragment."""
    import nbformat

    output = nbformat.v4.new_output("display_data", {"text/html": str(html)})  # type: ignore[no-untyped-call]
    return nbformat.v4.new_code_cell(outputs=[output])  # type: ignore[no-untyped-call]


def _render(name: str, parameters: dict[str, Any], target: Path, book: Callable[[], Book]) -> None:
    path = bundled_root() / "notebooks" / name
    if not path.exists():
        raise OutputError(Problem(Locator(str(path)), "缺少报告笔记本", "the report notebook is missing"))
    notebook = run_notebook(path, parameters)
    _write(export(notebook, book()), target)


def _write(page: str, target: Path) -> None:
    """Write a page whose text and tables tie."""
    problems = check(read_html(page), target.name)
    if problems:
        raise OutputError(problems)
    target.write_text(page, encoding="utf-8", newline="\n")


def export(notebook: Any, book: Book) -> str:
    """The executed notebook as a page, with the fonts it uses embedded."""
    from nbconvert import HTMLExporter

    resources = {"report": head(book)}
    with as_file(files("jiugai.report").joinpath("html/templates")) as templates:
        settings = {"template_name": "report", "extra_template_basedirs": [str(templates)]}
        exporter = HTMLExporter(**settings)  # type: ignore[no-untyped-call]
        page, _ = exporter.from_notebook_node(notebook, resources=resources)
    return with_fonts(page)


def head(book: Book) -> dict[str, Any]:
    """What the template needs besides the cells; texts escaped for HTML, those in the style sheet for CSS."""
    lang = book.lang
    style = files("jiugai.report").joinpath("html/templates/report.css").read_text(encoding="utf-8")
    heading = marks.strip(title(book))
    texts = {"BASIS": f"{heading}　{marks.strip(basis_line(book))}", "DISCLAIMER": say("disclaimer", lang)}
    for name, text in texts.items():
        style = style.replace(f'"{name}"', _css_string(text))
    return {
        "lang": "zh-CN" if lang == "zh" else "en",
        "title": escape(heading),
        "contents": escape(say("contents", lang)),
        "sections": [(anchor, number, escape(text)) for anchor, number, text in contents.outline(book)],
        "disclaimer": escape(say("disclaimer", lang)),
        "style": style,
    }


def _css_string(text: str) -> str:
    """A CSS string that can neither end early nor end the style element.

    >>> _css_string('a"</style>')
    '"a\\\\22 \\\\3c /style\\\\3e "'
    """
    return '"' + re.sub(r'[\\"<>&\n]', lambda sign: f"\\{ord(sign[0]):x} ", text) + '"'


def with_fonts(page: str) -> str:
    """The page with the glyphs it uses embedded: sans for all text, serif for titles and what sans lacks."""
    from jiugai.report.fonts import SANS, SERIF, characters, font_face

    text = re.sub(r'src="data:[^"]*"', "", page)
    displayed = "".join(match[1] for match in _DISPLAYED.findall(text))
    lacking = "".join(sorted(set(text) - characters(SANS)))
    faces = font_face(SANS, text) + font_face(SERIF, displayed + lacking)
    return page.replace("/*FONTS*/", faces)
