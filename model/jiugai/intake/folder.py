"""Writing a case folder: the tables as the column dictionary says, a header, a scenario; whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from jiugai.console import csv_text
from jiugai.errors import Locator, OutputError, Problem
from jiugai.inputs.cells import number_of
from jiugai.inputs.dictionary import TEXTS, Column, dictionary
from jiugai.money import YUAN_PER_WAN

Rows = Iterable[Mapping[str, Any]]


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` with these files. Raises `OutputError` where it exists with content or cannot be written."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(
                Problem(
                    Locator(str(folder)),
                    "已存在且不为空：请换一个文件夹，或先移走原有内容",
                    "exists and is not empty: choose another folder, or move what is in it away first",
                )
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, content in files.items():
                path = staging / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            staging.chmod(0o755)  # mkdtemp keeps others out; a bureau's folder is shared
            if folder.exists():
                folder.rmdir()
            staging.replace(folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as failure:
        text = failure.strerror or str(failure)
        problem = Problem(Locator(str(folder)), f"无法写入：{text}", f"cannot be written: {text}")
        raise OutputError(problem) from None


def case_files(header: Mapping[str, Any], tables: Mapping[str, Rows], *, say_defaults: bool = True) -> dict[str, bytes]:
    """case.yaml and one CSV per table that has rows. Values are as a `Case` holds them: money in whole yuan.

    A value not given is written as the column's default, or left blank: it is then counted as filled when it is read.
    """
    files = {"case.yaml": yaml_bytes(header)}
    for name, columns in dictionary().items():
        rows = list(tables.get(name, ()))
        if rows:
            files[f"{name}.csv"] = table_bytes(rows, columns, header["money_unit"], say_defaults=say_defaults)
    return files


def table_bytes(rows: Rows, columns: Mapping[str, Column], money_unit: str, *, say_defaults: bool = True) -> bytes:
    """A case table as CSV: UTF-8 with BOM, LF, every column of the dictionary, rows sorted by key."""
    keys = [column.name for column in columns.values() if column.is_key]
    ordered = sorted(rows, key=lambda row: tuple(str(row.get(key) or "") for key in keys))
    lines = []
    for row in ordered:
        cells = {name: cell_text(column, row.get(name), money_unit) for name, column in columns.items()}
        if say_defaults:
            cells = {name: text or columns[name].default for name, text in cells.items()}
        lines.append(list(cells.values()))
    numbers = [column.name for column in columns.values() if column.base_type not in TEXTS]
    return b"\xef\xbb\xbf" + csv_text(list(columns), lines, numbers).encode("utf-8")


def cell_text(column: Column, value: Any, money_unit: str) -> str:
    """A value as the dictionary reads it back, "" for one not given."""
    if value is None or value == "":
        return ""
    if column.base_type == "money":
        unit = YUAN_PER_WAN if money_unit == "wan_yuan" else 1
        return decimal_text(Fraction(value, unit))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, float):
        return number_of(value)
    return str(value)


def decimal_text(value: Fraction) -> str:
    """An exact number as a plain decimal. Raises ValueError for one without an end, such as 2/3.

    >>> decimal_text(Fraction(7785, 10)), decimal_text(Fraction(1000))
    ('778.5', '1000')
    """
    text = f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"
    if Fraction(text) != value:
        raise ValueError(f"{value} has no decimal form")
    return text


def yaml_bytes(content: Mapping[str, Any]) -> bytes:
    text: str = yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)
    return text.encode("utf-8")
