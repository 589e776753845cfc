"""The charts: no missing glyph, nothing that overlaps, same bytes."""

import logging
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from matplotlib.patches import Circle

from jiugai.report.book import Book, Site
from jiugai.report.facts.payers import GROUPS
from jiugai.report.figures import CHARTS, schedule, sources
from jiugai.report.figures.style import PAYERS, drawing, svg
from jiugai.report.fonts import SANS, font_face, missing
from jiugai.report.parts import figure
from jiugai.report.wording import _sentences

_TIERS = ("basic", "improvement", "upgrade")


@pytest.mark.parametrize("name", CHARTS)
def test_draws_without_a_warning(name: str, book: Book, caplog: pytest.LogCaptureFixture) -> None:
    """pytest turns warnings into errors; a font that is not found only goes to the log."""
    with caplog.at_level(logging.WARNING):
        first = figure(name, book)
    assert caplog.records == []
    assert first == figure(name, book)
    assert 'alt="图' in first
    assert "tianchang" not in first


def test_english_charts(english: Book) -> None:
    for name in CHARTS:
        assert 'alt="Figure' in figure(name, english)


def crowd(book: Book, count: int) -> Book:
    """The same plan with many communities: sizes, quarters, years and tiers all over."""
    sites: list[Site] = [
        replace(
            book.chosen[place % len(book.chosen)],
            id=f"x{place:03d}",
            name=f"第{place}号家属院小区",
            quarter=f"第{place % 9}社区",
            households=40 + 37 * (place % 20),
            start_year=book.years[place * 7 % 3 % len(book.years)],
            tier=_TIERS[place % 3],
            hazard=place % 4 == 0,
        )
        for place in range(count)
    ]
    payments = [
        replace(payment, community=site.id)
        for site, origin in zip(sites, (book.chosen * count)[:count], strict=True)
        for payment in book.payments
        if payment.community == origin.id
    ]
    crowded = replace(book)
    crowded.__dict__.update(sites=tuple(sites), chosen=tuple(sites), payments=tuple(payments))
    return crowded


@pytest.mark.parametrize("count", [1, 35, 90])
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


@pytest.mark.parametrize("count", [1, 44, 120])
def test_names_never_overlap(count: int, book: Book) -> None:
    with drawing():
        drawn = sources.draw(crowd(book, count))
        svg(drawn)
        (axes,) = drawn.axes
        boxes = [text.get_window_extent() for text in axes.get_yticklabels()]
        boxes.sort(key=lambda box: box.y0)
        assert all(lower.y1 <= upper.y0 for lower, upper in pairwise(boxes))
        page = drawn.bbox
        texts = [*axes.get_yticklabels(), *axes.texts]
        assert all(text.get_window_extent().x0 >= page.x0 for text in texts)
        assert all(text.get_window_extent().x1 <= page.x1 for text in texts)
    assert drawn.get_size_inches()[1] < 9.8  # a portrait page


def test_colours_differ_in_print() -> None:
    assert set(PAYERS) == set(GROUPS)

    def lightness(colour: str) -> float:
        return sum(weight * int(colour[at : at + 2], 16) for weight, at in ((0.299, 1), (0.587, 3), (0.114, 5)))

    faces = [PAYERS[name] for name in GROUPS]
    for (one, hatch), (other, other_hatch) in pairwise(faces):
        assert abs(lightness(one) - lightness(other)) > 40 or hatch != other_hatch


def test_every_word_can_be_drawn() -> None:
    text = "".join(words["zh"] + words["en"] for words in _sentences().values())
    assert missing(text + "〔〕㎡—–，。；：（）《》") == set()


def test_embedded_font_has_the_used_glyphs_only() -> None:
    small, large = font_face(SANS, "改造"), font_face(SANS, "老旧小区改造资金统筹建议")
    assert small == font_face(SANS, "造改改")
    assert len(small) < len(large) < 12_000
