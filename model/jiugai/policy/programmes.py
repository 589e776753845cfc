"""Programmes: the kinds of work a case may be about (工作类别), and the rules and documents of some of them only."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from jiugai.errors import Locator, PolicyError, ProblemLog
from jiugai.yaml_file import check_keys, check_shapes, read_yaml

PROGRAMMES = "programmes.yaml"


def load_programmes(path: Path) -> dict[str, dict[str, str]]:
    """programme id → its name, {zh, en}. Raises `PolicyError`."""
    listed = read_yaml(path, PolicyError)
    log = ProblemLog(PolicyError)
    if not isinstance(listed, dict) or not listed:
        log.add(Locator(str(path)), "应为工作类别表", "must be a mapping of programmes")
        log.finish()
    for programme, name in listed.items():
        where = Locator(str(path), value=str(programme))
        log.extend(check_keys(name, where, ("zh", "en")) or check_shapes(name, where, {"zh": "text", "en": "text"}))
    log.finish()
    return {str(programme): name for programme, name in listed.items()}


def concerns(programmes: Collection[str], programme: str) -> bool:
    """Whether what names `programmes` (none: every one) speaks of `programme` ("": seen without a case).

    >>> concerns(("old_communities",), "clean_heating"), concerns((), "clean_heating")
    (False, True)
    """
    return not programmes or not programme or programme in programmes


def check_programmes(named: Collection[str], known: Collection[str], where: Locator, log: ProblemLog) -> None:
    """Every programme that a rule or document names must be one."""
    for programme in named:
        if programme not in known:
            zh = f"未知的工作类别 {programme}，可用：{'、'.join(known)}"
            log.add(where, zh, f"unknown programme {programme}; known: {', '.join(known)}")
