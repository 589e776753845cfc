"""Making the template workbook; same inputs and versions, same bytes."""

from __future__ import annotations

import datetime
import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from jiugai.errors import Locator, OutputError, Problem, ScenarioError
from jiugai.inputs.book.header import AFTER_ID
from jiugai.inputs.case import CaseTables, read_case
from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.vocabulary import CASE, GUIDE, LISTS, table_label
from jiugai.intake.template.case_sheet import write_case_sheet
from jiugai.intake.template.guide import write_guide
from jiugai.intake.template.lists import Lists
from jiugai.intake.template.style import Styles
from jiugai.intake.template.table_sheet import write_table_sheet
from jiugai.labels import label
from jiugai.policy.documents import Document, load_documents
from jiugai.policy.programmes import PROGRAMMES, load_programmes
from jiugai.run.bundled import bundled_root, policy_folder

_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_CREATED = datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)  # no clock reaches an output


def template_command(file: Path, sample: str | None, lang: str) -> str:
    """Write the template; what to print. Raises a `JiugaiError`, and then nothing is written."""
    if file.suffix.lower() != ".xlsx":
        raise OutputError(Problem(Locator(str(file)), "文件名应以 .xlsx 结尾", "the file name must end in .xlsx"))
    content = template_bytes(None if sample is None else read_case(_sample(sample)))
    write_new_file(file, content)
    return label("console.workbook", lang).format(path=file)


def template_bytes(case: CaseTables | None) -> bytes:
    """The workbook, empty or filled with a case. Raises `OutputError` where the excel extra is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        raise OutputError(
            Problem(
                Locator(),
                '写Excel文件需要 excel 组件：python -m pip install "jiugai[excel]"',
                'writing workbooks needs the excel extra: python -m pip install "jiugai[excel]"',
            )
        ) from None
    shown = _shown(load_documents(policy_folder() / "documents.yaml").values())
    programmes = _programmes()
    lists = Lists(list(shown.values()), list(programmes.values()))
    money_unit = "wan_yuan" if case is None else case.header.money_unit
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"created": _CREATED, "title": label("sheet.guide"), "comments": "jiugai"})
        styles = Styles(book)
        write_guide(book.add_worksheet(label(f"sheet.{GUIDE}")), styles)
        header = None if case is None else case.header
        write_case_sheet(book.add_worksheet(label(f"sheet.{CASE}")), header, shown | programmes, lists, styles)
        for table in dictionary():
            rows = [] if case is None else list(case.tables[table].given())
            sheet = book.add_worksheet(table_label(table))
            write_table_sheet(sheet, table, rows, money_unit, lists, styles)
        lists.write(book.add_worksheet(label(f"sheet.{LISTS}")))
    return buffer.getvalue()


def _shown(documents: Iterable[Document]) -> dict[str, str]:
    """Documents of one place, which another may borrow: id → how a list shows it."""
    local = (document for document in documents if document.level != "national")
    return {document.id: f"{document.id}{AFTER_ID}{document.title}" for document in local}


def _programmes() -> dict[str, str]:
    """Programme id → how a list shows it."""
    found = load_programmes(policy_folder() / PROGRAMMES)
    return {programme: f"{programme}{AFTER_ID}{name['zh']}" for programme, name in found.items()}


def _sample(name: str) -> Path:
    """A case by its path, or by the name of one that comes with jiugai. Raises `ScenarioError`."""
    samples = bundled_root() / "data" / "cases"
    for path in (Path(name), samples / name):
        if path.exists():
            return path
    known = "、".join(sorted(path.name for path in samples.iterdir() if path.is_dir()))
    raise ScenarioError(
        Problem(
            Locator(column="--sample", value=name),
            f"找不到这个案例；自带的有：{known}，也可以写案例文件夹的路径",
            f"no such case; there are: {known}, or give the path of a case",
        )
    )


def write_new_file(path: Path, content: bytes) -> None:
    """Write a file that does not exist yet, whole or not at all. Raises `OutputError`."""
    if path.exists():
        raise OutputError(
            Problem(
                Locator(str(path)),
                "文件已存在，不覆盖：请换一个文件名",
                "the file exists and is not overwritten: choose another name",
            )
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        staging = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            staging.chmod(0o644)
            staging.replace(path)
        finally:
            staging.unlink(missing_ok=True)
    except OSError as failure:
        text = failure.strerror or str(failure)
        raise OutputError(Problem(Locator(str(path)), f"无法写入：{text}", f"cannot be written: {text}")) from None
