"""Rules are found where they stand: in any order of files, and never half."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from jiugai.discovery import classes_in


class Base:
    id: ClassVar[str]


def module(*classes: str) -> str:
    return "\n".join(["from policy.test_discovery import Base", *classes])


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty package `room_of_rules`, importable for the length of a test."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(sys.modules, "policy.test_discovery", sys.modules[__name__])
    folder = tmp_path / "room_of_rules"
    folder.mkdir()
    (folder / "__init__.py").touch()
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == folder.name]:
        del sys.modules[name]


def test_classes_of_all_modules_by_name_of_the_module(room: Path) -> None:
    (room / "b.py").write_text(module("class One(Base): id = 'F1'", "class Two(Base): id = 'F2'"))
    (room / "a.py").write_text(module("class Three(Base): id = 'F3'"))
    assert [rule.id for rule in classes_in(room.name, Base)] == ["F3", "F1", "F2"]


def test_what_is_imported_or_abstract_is_not_counted(room: Path) -> None:
    (room / "a.py").write_text(module("class One(Base): id = 'F1'"))
    abstract = "class Half(Base, ABC):\n    @abstractmethod\n    def rows(self): ..."
    (room / "b.py").write_text(
        module("from abc import ABC, abstractmethod", "from room_of_rules.a import One", abstract, "two = One")
    )
    assert [rule.id for rule in classes_in(room.name, Base)] == ["F1"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("class Two(Base): id = 'F1'", "rule F1 is defined twice: in room_of_rules.a and in room_of_rules.b"),
        ("class Two(Base): pass", "room_of_rules.b.Two has no id"),
        (
            (
                "from abc import ABC, abstractmethod\nclass Half(Base, ABC):\n    @abstractmethod\n    def rows(self): ...\n"
                "class Two(Half): id = 'F2'"
            ),
            "room_of_rules.b.Two lacks rows",
        ),
        ("from room_of_rules.a import One\nclass Two(One): pass", "room_of_rules.b.Two has no id"),
    ],
)
def test_a_rule_that_is_half_or_doubly_defined_is_refused(room: Path, second: str, told: str) -> None:
    (room / "a.py").write_text(module("class One(Base): id = 'F1'"))
    (room / "b.py").write_text(module(second))
    with pytest.raises(TypeError) as caught:
        classes_in(room.name, Base)
    assert str(caught.value) == told
