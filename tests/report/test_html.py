"""report.html: opens on a closed network, same bytes every time, and says so where the notebook fails."""

import base64
import io
import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont

from jiugai.errors import OutputError
from jiugai.inputs.study import Study
from jiugai.report import render_html
from jiugai.report.contents import SECTIONS
from jiugai.report.html.execution import run_notebook


def external_references(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    found = [
        str(tag[name])
        for tag in soup.find_all(True)
        for name in ("src", "href", "srcset", "data", "poster", "action", "xlink:href")
        if tag.has_attr(name) and not str(tag[name]).startswith(("data:", "#"))
    ]
    styles = "".join(str(tag) for tag in soup.find_all(["style", "script"]))
    styles += "".join(str(tag["style"]) for tag in soup.find_all(style=True))
    found += re.findall(r"@import[^;]*", styles)
    return found + [link for link in re.findall(r"url\(([^)]*)\)", styles) if not link.startswith("data:")]


def test_report(folder: Path, study: Study) -> None:
    """One test, for a rendering takes seconds: offline and complete. The same bytes from another folder: `tests/full`."""
    render_html(folder, study)
    page = (folder / "report.html").read_text(encoding="utf-8")
    check_offline(page)
    check_complete(page, folder)
    check_glyphs(page)


def check_offline(page: str) -> None:
    assert external_references(page) == []
    assert "<script" not in page
    soup = BeautifulSoup(page, "html.parser")
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert str(policy["content"]).startswith("default-src 'none'; img-src data:;")
    assert soup.html is not None
    assert soup.html["lang"] == "zh-CN"


def test_the_offline_test_would_see_one() -> None:
    html = '<img src="http://a/b"><style>@import "x"; p{background:url(//c)}</style><link href="y.css">'
    assert len(external_references(html)) == 4


def check_complete(page: str, folder: Path) -> None:
    soup = BeautifulSoup(page, "html.parser")
    places = [f"#s{number}" for number in range(1, len(SECTIONS) + 1)]
    assert [str(link["href"]) for link in soup.select("nav a")] == places
    assert [str(tag["id"]) for tag in soup.select("section[id], h2[id]")] == [place[1:] for place in places]
    names = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(set(names)) == len(names)
    assert len(soup.select("figure.chart img[alt]")) >= 8
    assert all(len(str(picture["alt"])) > 10 for picture in soup.find_all("img"))
    assert all(cell.has_attr("scope") for cell in soup.find_all("th"))
    assert {"T1", "T3", "T9", "rules", "indicators", "objectives", "inputs"} <= set(names)
    text = soup.get_text()
    assert "辅助测算，供决策参考，不作为资金分配文件。" in text
    for leak in ("Traceback", "Error", "open_report", "<jiugai", str(folder), folder.parent.name):
        assert leak not in page
    assert 60_000 < len(page) < 2_000_000


def check_glyphs(page: str) -> None:
    """Every character of the text is in one of the embedded fonts: no machine needs a Chinese font of its own.

    Both stand in both font stacks, so either will do.
    """
    soup = BeautifulSoup(page, "html.parser")
    style = soup.style.get_text()
    embedded: set[str] = set()
    for data in re.findall(r"url\(data:font/woff2;base64,([^)]*)\)", style):
        with TTFont(io.BytesIO(base64.b64decode(data))) as font:
            embedded |= {chr(code) for code in font.getBestCmap()}
    for stack in re.findall(r"--(?:sans|serif): ([^;]*);", style):
        assert {'"jiugai-sans"', '"jiugai-serif"'} <= set(stack.split(", "))
    content = "".join(re.findall(r'content: "([^"]*)"', style))
    soup.style.decompose()
    text = soup.get_text() + content
    assert {sign for sign in text if sign.isprintable()} - embedded == set()


def test_a_failing_notebook_is_an_error(tmp_path: Path) -> None:
    cells = [
        nbformat.v4.new_code_cell("lang = 'zh'", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("raise ValueError(lang)"),
    ]
    path = tmp_path / "bad.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    with pytest.raises(OutputError, match="ValueError: en") as failure:
        run_notebook(path, {"lang": "en"})
    assert "报告笔记本运行失败" in failure.value.problems[0].text("zh")


def test_a_notebook_needs_its_parameters(tmp_path: Path) -> None:
    path = tmp_path / "bare.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    with pytest.raises(OutputError, match="parameters"):
        run_notebook(path, {})
