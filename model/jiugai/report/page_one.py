"""Page one: the recommendation in the words of the meeting, every number from a table behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report import facts
from jiugai.report.book import Book, Site, households
from jiugai.report.clauses import cite
from jiugai.report.formats import DASH, area_text, share_text
from jiugai.report.grid import Column, Grid, Html, Row, grid_html
from jiugai.report.official import basis_line, origin
from jiugai.report.payers import payers
from jiugai.report.wording import say

_NAMED = 10  # communities called by name in a sentence
_WORTH_SAYING = 100  # yuan: below, 0.00 万元; section 4 shows it all the same


def title(book: Book) -> str:
    scenario, lang = book.study.scenario, book.lang
    variant = say("title.baseline", lang) if scenario.baseline else str(scenario.title[lang])
    return say(
        "title", lang, place=book.place, first=book.years[0], last=book.years[-1], variant=variant,
        scenario=scenario.title[lang],
    )  # fmt: skip


def page_one(book: Book) -> Html:
    """The recommendation, who pays, what first and why, the county's burden, what is left out, what to mind."""
    lang = book.lang
    parts = [
        f'<section class="page-one" id="s1"><h1>{escape(title(book))}</h1>',
        f'<p class="basis">{escape(basis_line(book))}</p>',
        f'<p class="ask"><b>{escape(say("ask.head", lang))}</b>{escape(ask(book))}</p>',
        _key_numbers(book),
        grid_html(payers_table(book)),
    ]
    parts += [f"<p><b>{escape(say(f'{key}.head', lang))}</b>{escape(text)}</p>" for key, text in paragraphs(book)]
    points = "".join(f"<li>{escape(text)}</li>" for text in mind(book))
    parts.append(f'<p class="mind"><b>{escape(say("mind.head", lang))}</b></p><ol class="mind">{points}</ol>')
    parts.append(f'<p class="disclaimer">{escape(say("disclaimer.one", lang))}</p></section>')
    return Html("".join(parts))


def paragraphs(book: Book) -> Iterator[tuple[str, str]]:
    yield "first", _which_first(book)
    yield "county", _county(book)
    yield "left_out", _left_out(book)


def ask(book: Book) -> str:
    """What to approve."""
    lang, starts, running = book.lang, facts.first_starts(book), facts.continuing(book)
    text = say(
        "ask", lang, first=book.years[0], last=book.years[-1], count=len(book.chosen),
        households=f"{facts.chosen_households(book):,}", area=area_text(facts.floor_area(book)),
        total=wan_text(book.total),
    )  # fmt: skip
    if running:
        text += say("ask.continuing", lang, count=len(running), cost=wan_text(sum(site.cost for site in running)))
    text += say(
        "ask.first", lang, year=book.first_year, count=len(starts), households=f"{households(starts):,}",
        cost=wan_text(sum(site.cost for site in starts)),
    )  # fmt: skip
    text += _targets(book)
    tasks = sum(facts.declared_tasks(book).values())
    if tasks:
        started = sum(facts.started_households(book).values())
        done = "ask.task_met" if started >= tasks else "ask.task_short"
        text += say(done, lang, tasks=f"{int(tasks):,}", started=f"{started:,}")
    return text


def _targets(book: Book) -> str:
    """Published aims of the case beside what the plan reaches."""
    lang, aims = book.lang, book.study.case.targets
    reached = {
        "communities": len(book.chosen),
        "floor_area_m2": int(facts.floor_area(book)),
        "households": facts.chosen_households(book),
    }
    told = [
        say(
            f"target.{key}",
            lang,
            aim=f"{aim:,}",
            mark=say("target.met" if reached[key] >= aim else "target.short", lang),
        )
        for key, aim in aims.items()
    ]
    return say("targets", lang, list=say("list.comma", lang).join(told)) if told else ""


def _key_numbers(book: Book) -> str:
    """Five numbers that can be read from across the table."""
    lang = book.lang
    county = facts.county_money(book) + facts.channel_money(book, "general_bond")
    numbers = [
        ("key.communities", f"{len(book.chosen)}"),
        ("key.households", f"{facts.chosen_households(book):,}"),
        ("key.total", wan_text(book.total)),
        ("key.county", wan_text(county)),
        ("key.gap", wan_text(sum(site.cost for site in book.chosen) - book.total)),
    ]
    cells = "".join(f"<div><dt>{escape(say(key, lang))}</dt><dd>{escape(number)}</dd></div>" for key, number in numbers)
    return f'<dl class="keys">{cells}</dl>'


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


def _which_first(book: Book) -> str:
    """Hazards first, then need."""
    lang = book.lang
    inside, outside = facts.hazard_sites(book)
    text = ""
    if inside or outside:
        clause = cite(book.study.clause("S2"), book) if book.study.in_force("S2") else ""
        by_year = Counter(site.start_year for site in inside if site.start_year is not None)
        years = say("list.comma", lang).join(
            say("first.year" if year >= book.first_year else "first.continuing", lang, year=year, count=by_year[year])
            for year in sorted(by_year)
        )
        text = say(
            "first.hazard", lang, total=len(inside) + len(outside), inside=len(inside),
            households=f"{households(inside):,}", years=years, clause=clause,
        )  # fmt: skip
        if outside:
            text += say("first.hazard_outside", lang, count=len(outside), names=_reasoned(outside, book))
    starts = facts.first_starts(book)
    if starts:
        text += say("first.starts", lang, year=book.first_year, names=_names(starts, book))
    return text + say("first.rest", lang)


def _county(book: Book) -> str:
    lang = book.lang
    bonds, loans = facts.channel_money(book, "general_bond"), facts.channel_money(book, "loan")
    text = say("county", lang, money=wan_text(facts.county_money(book)))
    peak = max(facts.county_years(book), key=lambda entry: (entry.value, -entry.year), default=None)
    if peak is not None and peak.value:
        text += say(
            "county.peak", lang, year=peak.year, value=wan_text(peak.value), room=wan_text(peak.room),
            share=share_text(peak.value, max(peak.room, 0)), service=say("county.service", lang) if bonds else "",
        )  # fmt: skip
    text += say("county.bonds" if bonds else "county.no_bonds", lang, bonds=wan_text(bonds))
    if loans:
        text += say("county.loans", lang, loans=wan_text(loans))
    return text


def _left_out(book: Book) -> str:
    lang, sites = book.lang, facts.left_out(book)
    if not sites:
        return say("left_out.none", lang)
    counts = facts.left_out_counts(book)
    if len(counts) == 1:
        reasons = say("left_out.all", lang, reason=reason_text(counts[0][0], counts[0][1], book))
    else:
        reasons = say("list.semicolon", lang).join(
            say("left_out.count", lang, count=count, reason=reason_text(decision, rules, book))
            for decision, rules, count in counts
        )
    return say("left_out", lang, count=len(sites), households=f"{households(sites):,}", reasons=reasons)


def reason_text(decision: str, rules: Sequence[str], book: Book) -> str:
    """Why a community is left out, in words."""
    if decision == "later":
        return say("reason.later", book.lang)
    titles = [book.study.policy.library.rules[rule] for rule in rules]
    names = say("list.comma", book.lang).join(rule.zh if book.lang == "zh" else rule.en for rule in titles)
    return say("reason.ineligible", book.lang, rules=names) if rules else say("reason.nothing", book.lang)


def mind(book: Book) -> Iterator[str]:
    """What may still go wrong, the largest things first."""
    lang = book.lang
    for status in ("applied", "committed"):
        money = facts.status_money(book, status)
        if money:
            named = say("list.comma", lang).join(
                f"{label(f'channel.{channel}', lang)} {wan_text(yuan)}"
                for channel, yuan in sorted(money.items(), key=lambda item: -item[1])
            )
            yield say(f"mind.{status}", lang, total=wan_text(sum(money.values())), channels=named)
    lapse = facts.lapsing(book)
    for year in sorted(year for year in lapse if lapse[year] >= _WORTH_SAYING):
        yield say("mind.lapse", lang, year=year, yuan=wan_text(lapse[year]))
    carried = facts.must_spend(book)
    if carried:
        amounts = say("list.comma", lang).join(
            say("mind.carried_year", lang, year=year, yuan=wan_text(carried[year])) for year in sorted(carried)
        )
        yield say("mind.carried", lang, amounts=amounts)
    short = facts.short_of_consent(book)
    if short:
        yield say("mind.consent", lang, count=len(short), names=_names(short, book))
    for indicator, years in sorted(facts.broken_indicators(book).items()):
        amounts = say("list.comma", lang).join(
            say("mind.indicator_year", lang, year=year, yuan=wan_text(years[year])) for year in sorted(years)
        )
        if sum(years.values()) >= _WORTH_SAYING:
            yield say(f"mind.{indicator}", lang, amounts=amounts)
    if facts.unproven(book):
        yield say("mind.unproven", lang)
    entries = book.study.policy.library.rules
    unchecked = [
        f"{row['rule']} {entries[row['rule']].zh if lang == 'zh' else entries[row['rule']].en}"
        for row in book.open.audit["unchecked"]
    ]
    if unchecked:
        yield say("mind.unchecked", lang, count=len(unchecked), rules=say("list.comma", lang).join(unchecked))
    if book.manifest["unverified"]:
        yield say("mind.unverified", lang, count=len({row["parameter"] for row in book.manifest["unverified"]}))


def _reasoned(sites: Sequence[Site], book: Book) -> str:
    """Communities with the reason behind each name."""
    return say("list.comma", book.lang).join(
        say("first.reasoned", book.lang, name=site.name, reason=reason_text(site.decision, _rules(site, book), book))
        for site in sites
    )


def _rules(site: Site, book: Book) -> tuple[str, ...]:
    return facts.deciding_rules(site, book) if site.decision == "ineligible" else ()


def _names(sites: Sequence[Site], book: Book) -> str:
    named = say("list.comma", book.lang).join(site.name for site in sites[:_NAMED])
    more = label("word.and_more", book.lang).format(count=len(sites)) if len(sites) > _NAMED else ""
    return named + more
