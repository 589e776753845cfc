"""What a source of case data is, and the check of one damage of it."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from jiugai.errors import JiugaiError, Problem


@dataclass(frozen=True)
class Mutation:
    """One damage: of which kind, where (row as a spreadsheet counts, 0 where it is of no row), and the cell before and after."""

    kind: str
    table: str
    row: int = 0
    column: str = ""
    old: Any = ""
    new: Any = ""


class Source(Protocol):
    """Something a case is read from; `damaged` is its content as the source keeps it."""

    def draw(self, numbers: random.Random) -> tuple[Mutation, Any]:
        """A damage and the content with it."""

    def read(self, mutation: Mutation, damaged: Any) -> Any:
        """What the program reads. Raises `JiugaiError`."""

    def misread(self, mutation: Mutation, damaged: Any, read: Any) -> str:
        """How `read` differs from what the cells say, "" where it does not."""

    def holds(self, mutation: Mutation, problem: Problem) -> bool:
        """Whether a problem is told in the table or sheet of the damage."""


class Misread(AssertionError):
    """The program read a damaged source as something it does not say, or refused it without a place."""


@dataclass
class Tally:
    """How mutations ended: read, refused at the damage, refused elsewhere (a key that others refer to, a sum, …)."""

    ends: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)

    def add(self, mutation: Mutation, end: str, problems: tuple[Problem, ...] = ()) -> None:
        self.ends[end] += 1
        self.kinds[mutation.kind, end] += 1
        self.sentences.update(re.sub(r"[\d.]+", "#", problem.en)[:60] for problem in problems)


READ, HERE, ELSEWHERE = "read", "refused there", "refused elsewhere"


def check(source: Source, mutation: Mutation, damaged: Any, tally: Tally) -> None:
    """Read the damaged source and compare with the oracle. Raises `Misread`; a crash passes through as it is."""
    try:
        read = source.read(mutation, damaged)
    except JiugaiError as error:
        _check_refusal(mutation, error)
        here = any(_at(mutation, problem) and source.holds(mutation, problem) for problem in error.problems)
        tally.add(mutation, HERE if here else ELSEWHERE, error.problems)
        return
    if difference := source.misread(mutation, damaged, read):
        raise Misread(f"{mutation}: {difference}")
    tally.add(mutation, READ)


def _check_refusal(mutation: Mutation, error: JiugaiError) -> None:
    if not error.problems or error.exit_code != 2:
        raise Misread(f"{mutation}: refused without a problem of the input")
    for problem in error.problems:
        if not (problem.zh and problem.en and Path(problem.where.file).name):
            raise Misread(f"{mutation}: a problem without place or words: {problem}")


def _at(mutation: Mutation, problem: Problem) -> bool:
    where = problem.where
    return mutation.row in (0, where.row) and (not mutation.column or where.column in ("", mutation.column))


def run(source: Source, count: int, seed: int) -> Tally:
    """`count` mutations of a source, each checked."""
    numbers, tally = random.Random(seed), Tally()
    for _ in range(count):
        mutation, damaged = source.draw(numbers)
        check(source, mutation, damaged, tally)
    return tally
