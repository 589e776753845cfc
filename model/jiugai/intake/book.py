"""A filled case workbook → a case folder with its first scenario."""

from __future__ import annotations

from pathlib import Path

from jiugai.console import typed
from jiugai.inputs.book import is_case_book
from jiugai.inputs.case import CaseTables, read_case
from jiugai.inputs.sheets import read_sheets
from jiugai.intake.folder import case_files, write_folder, yaml_bytes
from jiugai.intake.scenario import first_scenario
from jiugai.labels import label

WORKBOOKS = (".xlsx", ".xlsm")


def is_case_file(path: Path) -> bool:
    """Whether a file is a workbook that follows the template. Raises `DataError` for one that cannot be read."""
    return path.suffix.lower() in WORKBOOKS and is_case_book(read_sheets(path))


def book_files(case: CaseTables) -> dict[str, bytes]:
    """The case as the files of a folder: equal to the workbook, blank cells stay blank."""
    tables = {name: list(table.given()) for name, table in case.tables.items()}
    return case_files(case.header.to_yaml(), tables, say_defaults=False)


def import_book(path: Path, folder: Path, lang: str) -> str:
    """Make a case folder of a workbook; what to print. Raises a `JiugaiError`, and then nothing is written."""
    case = read_case(path)
    name = folder.resolve().name
    scenario = first_scenario(case.header.title, case.header.first_year)
    write_folder(folder, book_files(case) | {f"{name}.yaml": yaml_bytes(scenario)})
    counts = ("，" if lang == "zh" else ", ").join(
        f"{label(f'table.{name}', lang)} {len(table.rows)}" for name, table in case.tables.items() if table.rows
    )
    lines = [case.header.title[lang], label("console.rows", lang).format(counts=counts)]
    lines += [label("console.remark", lang) + note.text(lang) for note in case.notes]
    filled = sum(assumption.cells for table in case.tables.values() for assumption in table.assumptions)
    lines.append(label("console.blanks", lang).format(count=filled))
    lines.append(label("console.next", lang).format(command=f"plan {typed(folder / (name + '.yaml'))}"))
    return "\n".join(lines)
