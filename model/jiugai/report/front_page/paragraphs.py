"""The paragraphs of page one: who first and why, what the county bears, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.book import Book, Site, households
from jiugai.report.facts import decisions
from jiugai.report.facts.clauses import cite
from jiugai.report.facts.debts import all_barred
from jiugai.report.facts.fiscal import capacity, over_limit
from jiugai.report.facts.left_out import applied, left_out, left_out_counts
from jiugai.report.facts.routes import added, built, choices, latest_start, running_at_last
from jiugai.report.formats import share_text
from jiugai.report.front_page.names import reasoned
from jiugai.report.front_page.notes import told_here
from jiugai.report.naming import named
from jiugai.report.noted import told
from jiugai.report.tables.left_out import reason_text
from jiugai.report.wording import say


def paragraphs(book: Book) -> Iterator[tuple[str, str]]:
    yield "first", _which_first(book)
    if built(book):
        yield "routes", _routes(book)
    yield "county", _county(book)
    yield "left_out", _left_out(book)


def _which_first(book: Book) -> str:
    """Hazards first, then need."""
    lang = book.lang
    inside, outside = decisions.hazard_sites(book)
    if not book.chosen:
        why = "".join(told(note, book) for note in told_here(book) if note["about"] == "nothing")
        if not outside:
            return why
        return why + say("first.no_hazard", lang, count=len(outside), names=named(outside, book))
    text = ""
    if inside:
        text = say(
            "first.hazard", lang, total=len(inside) + len(outside), inside=len(inside),
            households=f"{households(inside):,}", years=_by_year(inside, book),
        )  # fmt: skip
        if book.study.in_force("S2"):
            text += say("first.hazard_clause", lang, clause=cite(book.study.clause("S2"), book))
        if outside:
            text += say("first.hazard_outside", lang, count=len(outside), names=reasoned(outside, book))
    elif outside:
        text = say("first.no_hazard", lang, count=len(outside), names=reasoned(outside, book))
    starts = decisions.first_starts(book)
    if starts:
        text += say("first.starts", lang, year=book.first_year, names=named(starts, book, "names.more_starts"))
    if any(site.decision == "new" and site not in starts for site in book.chosen):
        text += say("first.rest" if text else "first.order", lang)
    return text or say("first.running", lang)


def _routes(book: Book) -> str:
    """Which routes, for how many, and what a household saves."""
    lang, whole = book.lang, added("", built(book))
    listed = [
        say("routes.one", lang, name=choice.name, communities=choice.communities, households=f"{choice.households:,}")
        for choice in choices(book)
    ]
    text = say("routes", lang, list=say("list.comma", lang).join(listed), cost=f"{whole.per_household:,}")
    if whole.saving is not None:
        text += say("routes.saving", lang, saving=f"{whole.saving:,}")
    if any(latest_start(item, book) for item in built(book)):
        text += say("routes.starts", lang)
    return text


def _by_year(sites: Sequence[Site], book: Book) -> str:
    """How many start in which year, those in progress first."""
    lang = book.lang
    by_year = Counter(site.start_year for site in sites if site.decision == "new" and site.start_year is not None)
    running = sum(site.decision == "continuing" for site in sites)
    words = [say("first.continuing", lang, count=running)] if running else []
    words += [say("first.year", lang, year=year, count=by_year[year]) for year in sorted(by_year)]
    return say("list.comma", lang).join(words)


def _county(book: Book) -> str:
    lang = book.lang
    bonds, loans = decisions.channel_money(book, "general_bond"), decisions.channel_money(book, "loan")
    running = running_at_last(book)
    text = say("county", lang, money=wan_text(decisions.county_money(book)))
    peak = max(decisions.county_years(book), key=lambda entry: (entry.value, -entry.year), default=None)
    if peak is not None and peak.value:
        out = any(row["drawn_year"] == peak.year for row in book.plan_rows("bridges"))
        besides = _besides(bonds, running, lang) + (say("county.advanced", lang) if out else "")
        text += say(
            "county.peak", lang, year=peak.year, value=wan_text(peak.value), room=wan_text(peak.room),
            share=share_text(peak.value, max(peak.room, 0)), service=besides,
        )  # fmt: skip
    special = decisions.channel_money(book, "special_bond")
    if special:
        text += say("county.special_bonds", lang, bonds=wan_text(bonds), special=wan_text(special))
    else:
        none = say("county.no_bonds", lang, bonds=0, special=0)
        text += say("county.bonds", lang, bonds=wan_text(bonds)) if bonds else none
    if book.study.case.debt_tier:
        key = "county.tier_none" if all_barred(book) else "county.tier"
        text += say(key, lang, tier=label(f"debt_tier.{book.study.case.debt_tier}", lang))
    for kind in ("g", "s"):
        if over := sorted(over_limit(kind, book)):
            text += say(f"county.over.{kind}", lang, years=say("list.comma", lang).join(map(str, over)))
    if running:
        text += say("county.running", lang, yuan=wan_text(running))
    if loans:
        text += say("county.loans", lang, loans=wan_text(loans))
    return text + say("county.capacity", lang, state=say(f"capacity.state.{capacity(book).state}", lang))


def _besides(bonds: int, running: int, lang: str) -> str:
    """What the most of a year holds besides the money for works."""
    if bonds and running:
        return say("county.service_running", lang)
    return say("county.service", lang) if bonds else say("county.running_in", lang) if running else ""


def _left_out(book: Book) -> str:
    """How many, by reason; nobody applied is not the same as everybody is in."""
    lang, sites = book.lang, left_out(book)
    if not sites:
        return say("left_out.none" if applied(book) else "left_out.nobody", lang)
    counts = left_out_counts(book)
    if len(counts) == 1:
        reasons = say("left_out.all", lang, reason=reason_text(counts[0][0], counts[0][1], book))
    else:
        reasons = say("list.semicolon", lang).join(
            say(
                "left_out.later_count" if decision == "later" else "left_out.count",
                lang,
                count=count,
                reason=reason_text(decision, rules, book),
            )
            for decision, rules, count in counts
        )
    return say("left_out", lang, count=len(sites), households=f"{households(sites):,}", reasons=reasons)
