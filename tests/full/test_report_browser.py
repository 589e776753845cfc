"""The report in a browser with the network off: asks for nothing, says nothing, fits its pages, shows every character."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from full.browser import CHROMIUM, Page, watch
from jiugai.report import render_html
from jiugai.report.contents import SECTIONS
from jiugai.run import bundled_root, make_plan, read_study

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

_A4 = (210, 297)
_MARGIN = 32  # mm of both margins together
_PX = 96 / 25.4
CASES = {"gaotai": {"gap": 0.2, "nodes": 5}, "tianchang": {}}

Report = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """report.html of a case in a language; the plan is made once."""
    plans: dict[str, Path] = {}
    pages: dict[tuple[str, str], Path] = {}

    def made(case: str, lang: str) -> Path:
        study = read_study(bundled_root() / "scenarios" / f"{case}.yaml", **CASES[case])
        study = replace(study, scenario=replace(study.scenario, lang=lang))
        if case not in plans:
            plans[case] = tmp_path_factory.mktemp(case) / "plan"
            make_plan(study, plans[case])
        if (case, lang) not in pages:
            render_html(plans[case], study)
            pages[case, lang] = (plans[case] / "report.html").rename(plans[case].parent / f"{lang}.html")
        return pages[case, lang]

    return made


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


async def seen(page: Page) -> tuple[list[str], list[str]]:
    return page.asked, page.said


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_asks_for_nothing_and_says_nothing(case: str, lang: str, report: Report) -> None:
    assert watch(report(case, lang), seen) == ([], [])


def test_the_watch_would_notice(tmp_path: Path) -> None:
    """A picture from elsewhere, a script that fails, a style that the policy refuses."""
    bad = tmp_path / "bad.html"
    bad.write_text(
        '<img src="https://example.invalid/a.png"><script>console.error("no"); undefined.x</script>', "utf-8"
    )
    asked, said = watch(bad, seen)
    assert asked == ["https://example.invalid/a.png"]
    assert any("no" in text for text in said)
    assert any("TypeError" in text for text in said)
    strict = tmp_path / "strict.html"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    strict.write_text(f'{policy}<img src="https://example.invalid/a.png">', "utf-8")
    assert any("Content Security Policy" in text for text in watch(strict, seen)[1])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_one_is_one_page(lang: str, report: Report) -> None:
    async def alone(page: Page) -> tuple[int, int]:
        whole = pages_of(await page.pdf())
        await page.value("for (const it of [...document.querySelector('main').children].slice(1)) it.remove()")
        return pages_of(await page.pdf()), whole

    one, whole = watch(report("gaotai", lang), alone)
    assert one == 1
    assert 15 <= whole <= 53  # forms and tables of need list every community and fund


_CUT = """(() => [...document.querySelectorAll('figure.grid')]
  .filter(it => it.classList.contains('wide') === WIDE)
  .filter(it => it.querySelector('table').scrollWidth > it.clientWidth + 1).map(it => it.id))()"""


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_cut_in_print(case: str, lang: str, report: Report) -> None:
    """At the width of the page that a table is printed on: portrait, or landscape where it is wide."""

    def at(width: float, wide: str) -> Callable[[Page], Awaitable[Any]]:
        async def look(page: Page) -> Any:
            await page.call("Emulation.setEmulatedMedia", media="print")
            await page.call(
                "Emulation.setDeviceMetricsOverride", width=int(width * _PX), height=1000, deviceScaleFactor=1,
                mobile=False,
            )  # fmt: skip
            return await page.value(_CUT.replace("WIDE", wide))

        return look

    page = report(case, lang)
    assert watch(page, at(_A4[0] - _MARGIN, "false")) == []
    assert watch(page, at(_A4[1] - 22, "true")) == []


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_leaves_the_screen(width: int, report: Report) -> None:
    """Wide tables scroll inside their own box; the page itself never scrolls sideways."""

    async def look(page: Page) -> Any:
        await page.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        return await page.value("document.documentElement.scrollWidth")

    for lang in ("zh", "en"):
        assert watch(report("gaotai", lang), look) <= width


def test_links_lead_somewhere(report: Report) -> None:
    async def look(page: Page) -> Any:
        return await page.value(
            "[...document.querySelectorAll('a')].map(it => [it.hash, document.getElementById(it.hash.slice(1)) !== null])"
        )

    links = watch(report("gaotai", "zh"), look)
    assert len(links) == len(SECTIONS)
    assert all(found for _, found in links)
