"""The small policy with a register of one document, and of another that repeats it."""

from __future__ import annotations

from pathlib import Path

from policy.small import write_policy

COUNTY = """\
document: county
texts:
- title: {zh: 正文, en: text}
  read: {zh: 完整, en: complete}
  left_out: {zh: 无, en: none}
  clauses:
    county#1: {at: 一, kind: money, rules: [F9]}
    county#1.1: {at: 一, kind: timing, rules: [S5, F9], marks: [broken], status: verified, zh: 同步, en: together}
    county#2: {at: 二, kind: quality, declared: site, status: secondary, zh: 质量, en: quality}
- title: {zh: 附件, en: annex}
  read: {zh: 完整, en: complete}
  left_out: {zh: 名单, en: names}
  clauses:
    county#a1: {at: 附件, kind: duties, declared: {zh: 分工, en: duties}, status: verified, zh: 职责, en: who}
"""

CITY = """\
document: city
texts:
- title: {zh: 转发, en: passed on}
  read: {zh: 重复, en: repeated}
  left_out: {zh: 无, en: none}
  repeats: county
- title: {zh: 市, en: city}
  read: {zh: 完整, en: complete}
  left_out: {zh: 无, en: none}
  clauses:
    city#1: {at: 一, kind: debt, rules: [D4]}
"""

FILES = {
    "coverage/county.yaml": COUNTY,
    "coverage/city.yaml": CITY,
    "coverage/reasons.yaml": "site: {zh: 现场, en: on site}\n",
    "coverage/planned.yaml": (
        "S5: {title: {zh: 开挖, en: dig}, why: {zh: 未建, en: not yet}}\n"
        "D4: {title: {zh: 专项债, en: bonds}, why: {zh: 未建, en: not yet}}\n"
        "E2: {title: {zh: 拆迁, en: expropriation}, why: {zh: 无列, en: no column}}\n"
    ),
}


def write_register(folder: Path) -> Path:
    write_policy(folder)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
