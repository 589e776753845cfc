"""What is needed to compute the plan again and to judge it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.assumptions import assumptions
from jiugai.report.facts.clauses import cite
from jiugai.report.formats import DASH, Value, parameter_text
from jiugai.report.grid import Grid
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import say
from jiugai.run import REPORTS
from jiugai.run.changes import told_changes

_LIMITS = ("gap", "nodes", "seconds")


def objectives_table(book: Book) -> list[Grid]:
    lang = book.lang
    lines = [
        (
            number,
            label(f"objective.{row['name']}", lang),
            label(f"sense.{row['sense']}", lang),
            number_text(row["value"]),
            number_text(row["bound"]),
            DASH if row["gap"] is None else f"{row['gap']:.3%}",
            label("word.yes" if row["proven"] else "word.no", lang),
            number_text(row["final"]),
        )
        for number, row in enumerate(book.manifest["objectives"], start=1)
    ]
    columns = [
        ("number", "number"), ("objective", "name"), ("sense", "text"), ("objective_value", "value"),
        ("bound", "value"), ("gap", "value"), ("proven", "text"), ("final", "value"),
    ]  # fmt: skip
    keys = [str(row["name"]) for row in book.manifest["objectives"]]
    return plain_table("objectives", columns, lines, "plan.json", book, say("objectives.note", lang), keys=keys)


def number_text(value: float | None) -> str:
    if value is None:
        return DASH
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4f}"


def _limits(effort: dict[str, Any]) -> Iterator[str]:
    return (f"{key} {DASH if value is None else value}" for key, value in effort.items())


def versions_table(book: Book) -> list[Grid]:
    manifest, lang = book.manifest, book.lang
    effort, scenario = manifest["effort"], book.study.scenario
    asked = {
        "scenario": str(scenario.title[lang]), "file": f"{manifest['scenario']}.yaml", "years": book.span,
        "as_of": scenario.as_of.isoformat(),
    }  # fmt: skip
    lines = [(label(f"word.asked_{key}", lang), text) for key, text in asked.items()]
    lines += [(name, text) for name, text in manifest["versions"].items()]
    lines.append((label("word.solver", lang), f"{manifest['solver']['name']} {manifest['solver']['version']}"))
    comma = say("list.comma", lang)
    lines.append((label("word.effort", lang), comma.join(_limits({key: effort[key] for key in _LIMITS}))))
    lines += [
        (f"{label('word.effort', lang)} {label(f'objective.{name}', lang)}", comma.join(_limits(own)))
        for name, own in effort["stages"].items()
    ]
    lines.append((label("word.seed", lang), str(manifest["seed"])))
    lines.append((label("word.status", lang), str(manifest["status"])))
    columns = [("item", "name"), ("content", "long")]
    return plain_table("versions", columns, lines, "plan.json", book, keys=asked)


def audit_table(book: Book) -> list[Grid]:
    rules, lang = book.study.policy.library.rules, book.lang
    own = [row for row in book.open.audit["clauses"] if row["rule"] not in rules]
    lines: list[tuple[Value, ...]] = []
    for row in book.open.audit["clauses"]:
        if row["rule"] in rules:
            entry, worst = rules[row["rule"]], row["worst_margin_yuan"]
            title, margin = entry.zh if lang == "zh" else entry.en, DASH if worst is None else f"{worst:,}"
            lines.append((row["rule"], title, cite(row["clause"], book), row["checked"], margin, len(row["failures"])))
    for row in book.open.audit["unchecked"]:
        entry = rules[row["rule"]]
        title, nothing = entry.zh if lang == "zh" else entry.en, say("audit.unchecked", lang)
        lines.append((row["rule"], title, cite(row["clause"], book), 0, nothing, DASH))
    checked, failures = sum(row["checked"] for row in own), sum(len(row["failures"]) for row in own)
    lines.append((DASH, say("audit.own", lang), say("cite.model", lang), checked, DASH, failures))
    columns = [
        ("rule", "code"), ("title", "name"), ("clause", "long"), ("checked", "int"), ("margin", "value"),
        ("failures", "int"),
    ]  # fmt: skip
    return plain_table("audit", columns, lines, "audit.json", book, say("audit.note", lang))


def parameters_table(book: Book) -> list[Grid]:
    library, lang = book.study.policy.library, book.lang
    lines = []
    for row in book.manifest["unverified"]:
        parameter = library.parameters[row["parameter"]]
        value = parameter_text(book.study.param(parameter.id, book.first_year), parameter.unit, lang)
        status = label(f"policy_status.{row['status']}", lang)
        lines.append((row["rule"], row[lang], value, status, cite(row["clause"], book), row["parameter"]))
    columns = [
        ("rule", "code"), ("parameter", "long"), ("value", "value"), ("policy_status", "text"), ("clause", "long"),
        ("path", "code"),
    ]  # fmt: skip
    return plain_table("parameters", columns, lines, "data/policy, plan.json", book)


def overrides_table(book: Book) -> list[Grid]:
    """What the scenario changed, a line an override; of several cells that differ the sums."""
    lines = [
        (change.subject, change.old, change.new, change.cells, change.path, change.file)
        for change in told_changes(book.manifest["overrides"], book.study.policy.library, book.lang)
    ]
    columns = [
        ("content", "long"), ("old", "value"), ("new", "value"), ("cells", "int"), ("path", "code"), ("file", "code"),
    ]  # fmt: skip
    return plain_table("overrides", columns, lines, "plan.json", book)


def assumptions_table(book: Book) -> list[Grid]:
    """What the case assumed, with the reason; then the blanks that defaults filled."""
    lines = [(item.table, item.column, item.value, item.cells, item.reason) for item in assumptions(book)]
    columns = [("table", "code"), ("column", "text"), ("filled", "long"), ("cells", "int"), ("reason", "long")]
    return plain_table("assumptions", columns, lines, "plan.json", book, say("assumptions.note", book.lang))


def origins_table(book: Book) -> list[Grid]:
    """sources.csv, with the number of rows that rest on each source."""
    lang, order = book.lang, ("published", "reported", "assumed", "illustrative")
    used: dict[str, int] = {}
    for name, frame in book.study.case.tables.items():
        if "source_id" in frame.columns and name != "sources":
            for source in frame["source_id"].tolist():
                used[str(source)] = used.get(str(source), 0) + 1
    rows = sorted(book.case_rows("sources"), key=lambda row: (order.index(row["basis"]), row["source_id"]))
    lines = [
        (label(f"basis.{row['basis']}", lang), row["title"], used.get(row["source_id"], 0), row["address"] or "")
        for row in rows
    ]
    columns = [("source_basis", "text"), ("source_title", "long"), ("data_rows", "int"), ("address", "code")]
    return plain_table("origins", columns, lines, "sources.csv", book)


def inputs_table(book: Book) -> list[Grid]:
    lines = [(row["path"], row["sha256"]) for row in book.manifest["inputs"]]
    return plain_table("inputs", [("file", "code"), ("sha256", "code hash")], lines, "plan.json", book)


def outputs_table(book: Book) -> list[Grid]:
    """The result files, the report itself apart."""
    lines = [(row["name"], row["sha256"]) for row in book.manifest["files"] if row["name"] not in REPORTS]
    return plain_table("outputs", [("file", "code"), ("sha256", "code hash")], lines, "plan.json", book)


TABLES: dict[str, Callable[[Book], list[Grid]]] = {
    "objectives": objectives_table,
    "versions": versions_table,
    "audit": audit_table,
    "parameters": parameters_table,
    "overrides": overrides_table,
    "assumptions": assumptions_table,
    "origins": origins_table,
    "inputs": inputs_table,
    "outputs": outputs_table,
}
