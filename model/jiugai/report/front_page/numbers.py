"""The numbers of page one: five to be read from across the table, and who pays."""

from __future__ import annotations

from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.blocks import KeyNumbers, Said
from jiugai.report.book import Book
from jiugai.report.facts import decisions
from jiugai.report.facts.debts import BONDS
from jiugai.report.facts.payers import payers
from jiugai.report.formats import DASH, share_text
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.tables.plain import origin
from jiugai.report.wording import say


def key_numbers(book: Book) -> KeyNumbers:
    """Five numbers that can be read from across the table."""
    lang = book.lang
    bonds = sum(decisions.channel_money(book, channel) for channel in BONDS)
    county = decisions.county_money(book) + bonds
    numbers = [
        ("communities", f"{len(book.chosen)}"),
        ("households", f"{decisions.chosen_households(book):,}"),
        ("total", wan_text(book.total)),
        ("county", wan_text(county)),
        ("gap", wan_text(sum(site.cost for site in book.chosen) - book.total)),
    ]
    return KeyNumbers(
        tuple((say(f"key.{key}", lang), say(f"number.{key}", lang, value=number)) for key, number in numbers)
    )


def who_pays(book: Book) -> Grid | Said:
    """谁出钱 as a table; where nobody pays anything, a sentence."""
    if not book.total:
        return Said(say("payers.head", book.lang), say("payers.none", book.lang))
    return payers_table(book)


def payers_table(book: Book) -> Grid:
    """谁出钱: one line a channel."""
    lang = book.lang
    columns = [
        Column("payer", (say("payers.payer", lang),), "name"),
        Column("yuan", (label("unit.wan_yuan", lang),), "wan"),
        Column("share", (say("payers.share", lang),), "value"),
        Column("issued", (say("payers.issued", lang),), "wan"),
        Column("basis", (say("payers.basis", lang),), "long"),
    ]
    lines = payers(book)
    rows = [
        Row(
            (
                label(f"channel.{line.channel}", lang),
                line.yuan,
                share_text(line.yuan, book.total),
                line.issued,
                line.basis,
            )
        )
        for line in lines
    ]
    gap = sum(site.cost for site in book.chosen) - book.total
    rows.append(Row((say("payers.gap", lang), wan_text(gap), share_text(gap, book.total) if gap else DASH, 0, "")))
    total, issued = sum(line.yuan for line in lines), sum(line.issued for line in lines)
    rows.append(Row((label("word.total", lang), total, share_text(total, book.total), issued, ""), "total"))
    return Grid("payers", say("payers.title", lang), columns, rows, [origin("funding.csv, funds.csv", book)])
