"""A policy folder of five documents, one parameter and one rule, and edits of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from jiugai.policy.documents import Jurisdiction
from jiugai.policy.library import Policy, bind, load_policy
from support.files import edit

GAOTAI = ("甘肃省", "张掖市", "高台县")

DOCUMENTS = """\
- {id: nation, title: 国家, number: "", date: 2020-07-10, date_status: verified, level: national, place: [], address: ""}
- {id: province, title: 省, number: "", date: 2020-09-01, date_status: verified, level: province, place: [甘肃省], address: ""}
- {id: city, title: 市, number: "", date: 2021-01-15, date_status: verified, level: city, place: [甘肃省, 张掖市], address: ""}
- {id: county, title: 县, number: "", date: 2021-03-17, date_status: verified, level: county, place: [甘肃省, 张掖市, 高台县], address: ""}
- {id: elsewhere, title: 外地, number: "", date: 2021-10-20, date_status: verified, level: city, place: [河南省, 许昌市], address: ""}
"""

CLAUSES = """\
nation#1: {zh: 国, en: nation, status: verified}
province#1: {zh: 省, en: province, status: verified}
city#1: {zh: 市, en: city, status: verified}
county#1: {zh: 县, en: county, status: verified}
elsewhere#1: {zh: 外地, en: elsewhere, status: verified}
"""

SHARE = """\
id: utility.min_share
label: {zh: 比例, en: share}
unit: ratio
values:
  2020-07-10: {value: "0.10", cite: [nation#1]}
still_valid_on: 2026-11-22
status: verified
limits: {min: "0", max: "1"}
"""

RULE = """\
id: F9
title: {zh: 专营单位, en: utilities}
clauses: [nation#1, county#1]
parameters: [utility.min_share]
where: [row]
in_force: true
reason: {zh: 因, en: because}
"""

PROGRAMMES = """\
old: {zh: 旧改, en: old}
heat: {zh: 取暖, en: heating}
"""

FILES = {
    "documents.yaml": DOCUMENTS,
    "programmes.yaml": PROGRAMMES,
    "clauses.yaml": CLAUSES,
    "parameters/utility/min_share.yaml": SHARE,
    "rules/F9.yaml": RULE,
}


def write_policy(folder: Path) -> Path:
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def seen(
    folder: Path,
    values: Sequence[str] = (),
    as_of: str = "2021-12-31",
    place: tuple[str, ...] = GAOTAI,
    borrow: tuple[str, ...] = (),
) -> Policy:
    """The small policy with the lines `values` in place of the one dated value."""
    write_policy(folder)
    if values:
        old = '  2020-07-10: {value: "0.10", cite: [nation#1]}\n'
        edit(folder / "parameters/utility/min_share.yaml", old, "".join(f"  {line}\n" for line in values))
    return bind(load_policy(folder), Jurisdiction(place, borrow, datetime.date.fromisoformat(as_of)), {}, folder)
