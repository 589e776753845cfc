"""The charts: no missing glyph, nothing that overlaps or leaves the page, same bytes, legible without colour."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from matplotlib.text import Text

from jiugai.report.book import Book, Site
from jiugai.report.contents import SECTIONS
from jiugai.report.facts.payers import GROUPS
from jiugai.report.figures import CHARTS, schedule, strip
from jiugai.report.figures.style import PAYERS, TALLEST, cut, drawing, room_of
from jiugai.report.fonts import SANS, font_face, missing
from jiugai.report.parts import figure
from jiugai.report.wording import sentences
from report.thin import CASES

#: the others stand in documents of their own
IN_THE_REPORT = [name for section in SECTIONS for kind, name in section.parts if kind == "figure"]
_TIERS = ("basic", "improvement", "upgrade")
_LONG = "甘肃省第一建筑安装工程总公司第三分公司退休职工家属院二号"


def crowd(book: Book, count: int, left_out: int = 0) -> Book:
    """The same plan with many communities: sizes, quarters, years and tiers all over, names long."""
    sites: list[Site] = [
        replace(
            book.chosen[place % len(book.chosen)],
            id=f"x{place:03d}",
            name=f"{_LONG[place % 9 :]}{place}",
            quarter=f"{_LONG[:12]}第{place % 9}社区",
            households=40 + 37 * (place % 20),
            start_year=book.years[place * 7 % 3 % len(book.years)],
            tier=_TIERS[place % 3],
            hazard=place % 4 == 0,
        )
        for place in range(count)
    ]
    origins = (book.chosen * count)[:count]
    payments = [
        replace(payment, community=site.id)
        for site, origin in zip(sites, origins, strict=True)
        for payment in book.payments
        if payment.community == origin.id
    ]
    out = [
        replace(site, id=f"y{place:03d}", name=f"{_LONG}{place}", decision=("later", "ineligible")[place % 2])
        for place, site in enumerate((sites * left_out)[:left_out])
    ]
    lacking = {
        site.id: book.lacking[origin.id]
        for site, origin in zip([*sites, *out], origins + origins[:1] * left_out, strict=True)
    }
    fact = book.case_rows("communities")[0]
    crowded = replace(book)
    crowded.__dict__.update(
        sites=(*sites, *out), chosen=tuple(sites), payments=tuple(payments), lacking=lacking, removed={},
        _read={("case", "communities"): [fact | {"community_id": site.id} for site in (*sites, *out)]},
    )  # fmt: skip
    return crowded


@pytest.fixture(scope="session")
def decade(thin: Callable[[str], Book]) -> Book:
    return thin("decade")


def ticks_out_of_view(drawn: Figure) -> set[Text]:
    """Labels of ticks beyond the limits of their axis: matplotlib keeps them and draws none."""
    found = set()
    for axes in drawn.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            found |= {tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high}
    return found


def check_texts(drawn: Figure) -> None:
    """No two words touch, none leaves the page. Boxes are taken a little smaller: they hold empty margins."""
    drawn.draw_without_rendering()
    page = drawn.bbox
    boxes = []
    unseen = ticks_out_of_view(drawn)
    for text in drawn.findobj(Text):
        if isinstance(text, Text) and text.get_visible() and text.get_text().strip() and text not in unseen:
            box = text.get_window_extent()
            if box.width and box.height:
                boxes.append((text.get_text(), box))
    for name, box in boxes:
        assert box.x0 >= page.x0 - 1, name
        assert box.x1 <= page.x1 + 1, name
        assert box.y0 >= page.y0 - 1, name
        assert box.y1 <= page.y1 + 1, name
    for (one, a), (other, b) in combinations(boxes, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 1 or high <= 0.3 * min(a.height, b.height), (one, other)


@pytest.mark.parametrize("name", IN_THE_REPORT)
def test_draws_without_a_warning(name: str, decade: Book, caplog: pytest.LogCaptureFixture) -> None:
    """pytest turns warnings into errors; a font that is not found only goes to the log."""
    with caplog.at_level(logging.WARNING):
        first = figure(name, decade)
    assert caplog.records == []
    assert first == figure(name, replace(decade))
    assert re.search(r'alt="图 \d+', first)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", IN_THE_REPORT)
def test_ten_years_of_everything(name: str, lang: str, decade: Book) -> None:
    with drawing():
        drawn = CHARTS[name].draw(replace(decade, lang=lang))
        check_texts(drawn)


@pytest.mark.parametrize(("count", "lang"), [(1, "zh"), (3, "en"), (44, "en"), (300, "zh")])
def test_any_number_of_communities(count: int, lang: str, book: Book) -> None:
    """Every chart that depends on the communities, with long names; it stays on a portrait page."""
    crowded = crowd(replace(book, lang=lang), count, left_out=count)
    for name in ("flow", "payers", "schedule", "sources", "funnel", "need"):
        assert CHARTS[name].shows(crowded)
        assert CHARTS[name].see(crowded)
        with drawing():
            drawn = CHARTS[name].draw(crowded)
            check_texts(drawn)
        assert drawn.get_size_inches()[1] <= TALLEST, name


@pytest.mark.parametrize("name", sorted(set(CASES) - {"no_money", "finished"}))
def test_the_strip_of_page_one(name: str, thin: Callable[[str], Book]) -> None:
    book = thin(name)
    for lang in ("zh", "en"):
        with drawing():
            check_texts(strip.draw(replace(book, lang=lang)))


@pytest.mark.parametrize("count", [1, 35, 90, 300])
def test_discs_never_touch(count: int, book: Book) -> None:
    with drawing():
        drawn = schedule.draw(crowd(book, count))
    (axes,) = drawn.axes
    discs = [patch for patch in axes.patches if isinstance(patch, Circle)]
    assert len(discs) >= count
    for one, other in combinations(discs, 2):
        (x, y), (u, v) = one.center, other.center
        assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 >= one.radius + other.radius
    for disc in discs:
        assert disc.center[0] - disc.radius >= 0
        assert disc.center[0] + disc.radius <= axes.get_xlim()[1]
        assert disc.center[1] + disc.radius <= axes.get_ylim()[0]


def test_room_of_a_text_is_on_the_safe_side() -> None:
    with drawing():
        drawn = Figure(figsize=(6, 1))
        for words in (_LONG, "County and bonds 12.3%", "2021年中央财政 (illustrative)"):
            text = drawn.text(0, 0, words, fontsize=7.5)
            drawn.draw_without_rendering()
            assert text.get_window_extent().width / drawn.dpi <= room_of(words, 7.5)
    assert room_of(cut(_LONG, 1, 8), 8) <= 1
    assert cut(_LONG, 1, 8).endswith("…")


def test_colours_differ_in_print() -> None:
    assert set(PAYERS) == set(GROUPS)

    def lightness(colour: str) -> float:
        return sum(weight * int(colour[at : at + 2], 16) for weight, at in ((0.299, 1), (0.587, 3), (0.114, 5)))

    faces = [PAYERS[name] for name in GROUPS]
    for (one, hatch), (other, other_hatch) in pairwise(faces):
        assert abs(lightness(one) - lightness(other)) > 40 or hatch != other_hatch


def test_every_word_can_be_drawn() -> None:
    text = "".join(words["zh"] + words["en"] for words in sentences().values())
    assert missing(text + "〔〕㎡—–，。；：（）《》") == set()


def test_embedded_font_has_the_used_glyphs_only() -> None:
    small, large = font_face(SANS, "改造"), font_face(SANS, "老旧小区改造资金统筹建议")
    assert small == font_face(SANS, "造改改")
    assert len(small) < len(large) < 12_000
