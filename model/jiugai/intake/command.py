"""What the command `import` does and prints."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path

from jiugai.console import columns, typed
from jiugai.errors import Locator, Problem, ScenarioError
from jiugai.inputs.cells import split_number
from jiugai.inputs.dictionary import Unreadable
from jiugai.intake.book import import_book, is_case_file
from jiugai.intake.folder import case_files, write_folder, yaml_bytes
from jiugai.intake.plain import Options, build_case, read_listing
from jiugai.intake.scenario import first_scenario
from jiugai.labels import label
from jiugai.money import YUAN_PER_WAN, round_half_up


@dataclass(frozen=True)
class Asked:
    """The options of the command as typed."""

    place: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    county_money: str | None = None
    sheet: str | None = None

    def check_none_for_a_workbook(self) -> None:
        """A case workbook says it all itself: an option of plain lists would be ignored. Raises `ScenarioError`."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        problems = [
            Problem(
                Locator(column=f"--{name.replace('_', '-')}", value=str(value)),
                "此选项只用于小区清单；这是案例工作簿，请在工作簿里填",
                "is an option of plain lists; this is a case workbook: fill it in there",
            )
            for name, value in given.items()
            if value is not None
        ]
        if problems:
            raise ScenarioError(problems)

    def options(self) -> Options:
        """The options of a plain list. Raises `ScenarioError`."""
        return Options(self.first_year, self.last_year, self.place, _yuan(self.county_money))


def import_command(file: Path, folder: Path, asked: Asked, lang: str) -> str:
    """Make a case folder of a list or a case workbook; what to print.

    Raises a `JiugaiError`, and then nothing is written.
    """
    if is_case_file(file):
        asked.check_none_for_a_workbook()
        return import_book(file, folder, lang)
    listing = read_listing(file, asked.sheet)
    built = build_case(listing, file, asked.options())
    name = folder.resolve().name
    scenario = first_scenario(built.header["title"], built.header["first_year"])
    write_folder(folder, case_files(built.header, built.tables) | {f"{name}.yaml": yaml_bytes(scenario)})
    reason = "reason_zh" if lang == "zh" else "reason_en"
    lines = [label("console.sites", lang).format(count=len(listing.rows))]
    lines += [label("console.remark", lang) + note[0 if lang == "zh" else 1] for note in listing.notes]
    made = built.tables["assumptions"]
    lines.append(label("console.assumed", lang).format(count=len(made), path=folder / "assumptions.csv"))
    cells = label("console.cells", lang)
    lines += columns([(row["assumption_id"].split(".")[0], row[reason] + cells.format(**row)) for row in made])
    path = folder / f"{name}.yaml"
    lines.append(label("console.scenario", lang).format(path=path, as_of=scenario["as_of"]))
    lines.append(label("console.next", lang).format(command=f"plan {typed(path)}"))
    return "\n".join(lines)


def _yuan(text: str | None) -> int | None:
    """万元 as typed → whole yuan."""
    if text is None:
        return None
    where = Locator(column="--county-money", value=text)
    try:
        number, unit = split_number(text)
    except Unreadable as problem:
        raise ScenarioError(Problem(where, problem.zh, problem.en)) from None
    if unit not in ("", "万元") or number.startswith("-"):
        raise ScenarioError(Problem(where, "应为万元数，如 800", "must be 万元 (10,000 yuan), such as 800"))
    return round_half_up(Fraction(number) * YUAN_PER_WAN)
