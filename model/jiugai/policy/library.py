"""The policy library as one case sees it: its place, the documents it borrows, the date of knowledge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from jiugai.errors import Locator, PolicyError, Problem, ProblemLog
from jiugai.policy.catalogue import RuleEntry, build_catalogue
from jiugai.policy.clauses import load_clauses
from jiugai.policy.documents import Document, Jurisdiction, clause_reach, document_of, load_documents
from jiugai.policy.parameters import Parameter, exact, load_parameters
from jiugai.policy.programmes import PROGRAMMES, check_programmes, concerns, load_programmes
from jiugai.policy.rule_files import read_rule_files

#: the folder of the register of source documents: no input of a plan, read by `policy.coverage` alone
COVERAGE = "coverage"
#: its two files that are not of a document
PLANNED, REASONS = "planned.yaml", "reasons.yaml"


@dataclass(frozen=True)
class Library:
    """Everything in a policy folder, before it is looked at from a place."""

    folder: Path
    documents: dict[str, Document]
    clauses: dict[str, dict[str, str]]
    parameters: dict[str, Parameter]
    rules: dict[str, RuleEntry]
    programmes: dict[str, dict[str, str]]

    def switched(self, rule: str, on: bool) -> Library:
        """The same library with `in_force` of a rule set."""
        return replace(self, rules={**self.rules, rule: replace(self.rules[rule], in_force=on)})

    def files(self) -> list[Path]:
        """Every file a plan depends on, in an order that is the same on every system: all but the register."""
        paths = (path for path in self.folder.rglob("*.yaml") if path.relative_to(self.folder).parts[0] != COVERAGE)
        return _in_order(self.folder, paths)


def _in_order(folder: Path, paths: Iterable[Path]) -> list[Path]:
    """By path as text: `Path` itself compares without regard to case on Windows."""
    return sorted(paths, key=lambda path: path.relative_to(folder).as_posix())


def load_policy(folder: Path) -> Library:
    """Read a policy folder strictly; one that holds the same, byte for byte, is parsed once. Raises `PolicyError`."""
    try:
        state = tuple((path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file())
    except OSError:  # what cannot be read is told by the reader of that file
        return _parsed(folder)
    return _remembered(folder, state)


@lru_cache(maxsize=4)
def _remembered(folder: Path, _state: tuple[tuple[Path, bytes], ...]) -> Library:
    return _parsed(folder)


def _parsed(folder: Path) -> Library:
    documents = load_documents(folder / "documents.yaml")
    _check_places(folder, documents)
    files = read_rule_files(folder / "rules")
    clauses = load_clauses(
        folder / "clauses.yaml", documents, [(file.path, clause) for file in files for clause in file.clauses]
    )
    parameters = load_parameters(
        folder / "parameters", clauses, [(file.path, row) for file in files for row in file.parameters]
    )
    programmes = load_programmes(folder / PROGRAMMES)
    _check_documents(folder, documents.values(), programmes)
    rules = build_catalogue(files, clauses, parameters, programmes)
    return Library(folder, documents, clauses, parameters, rules, programmes)


def _check_places(folder: Path, documents: Collection[str]) -> None:
    """A YAML file that nothing reads is an error: a rule filed in the wrong place would be missed in silence."""
    registers = {(name,) for name in (PLANNED, REASONS, *(f"{document}.yaml" for document in documents))}
    strays = []
    yamls = (path for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml"))
    for path in _in_order(folder, yamls):
        place = path.relative_to(folder)
        is_rule = place.parts[0] == "rules" and len(place.parts) == 2
        is_parameter = place.parts[0] == "parameters" and len(place.parts) > 1
        is_register = place.parts[0] == COVERAGE and place.parts[1:] in registers
        read = (
            place.as_posix() in ("documents.yaml", "clauses.yaml", PROGRAMMES) or is_rule or is_parameter or is_register
        )
        if not read or place.suffix != ".yaml":
            strays.append(path)
    if strays:
        raise PolicyError(
            Problem(
                Locator(str(path)),
                "此文件不会被读取；可用的文件：documents.yaml、clauses.yaml、programmes.yaml、parameters/**.yaml、"
                "rules/<编号>.yaml、coverage/<文件编号>.yaml",
                "nothing reads this file: a policy folder has documents.yaml, clauses.yaml, programmes.yaml,"
                " parameters/**.yaml, rules/<id>.yaml and coverage/<document>.yaml",
            )
            for path in strays
        )


def _check_documents(folder: Path, documents: Iterable[Document], programmes: Collection[str]) -> None:
    """A document of a programme that nobody knows would reach no case, in silence."""
    log = ProblemLog(PolicyError)
    for document in documents:
        where = Locator(str(folder / "documents.yaml"), column="programmes", value=document.id)
        check_programmes(document.programmes, programmes, where, log)
    log.finish()


@dataclass(frozen=True)
class Policy:
    """The library seen from one jurisdiction, with the scenario's overrides laid over it."""

    library: Library
    seen_from: Jurisdiction
    overrides: Mapping[str, Fraction]

    def value(self, parameter: str, year: int) -> Fraction | None:
        """The value in force in `year`, or None where no value reaches the case."""
        if parameter in self.overrides:
            return self.overrides[parameter]
        return self.library.parameters[parameter].at(year, self.library.documents, self.seen_from)[0]

    def citation(self, parameter: str, year: int) -> str:
        """The clause the value of `year` comes from ("user#override" where the scenario set it)."""
        if parameter in self.overrides:
            return "user#override"
        return self.library.parameters[parameter].at(year, self.library.documents, self.seen_from)[1]

    def clauses(self, rule: str) -> tuple[str, ...]:
        """The clauses of a rule that reach the case, the nearest place first."""
        reached = [
            (clause_reach(clause, self.library.documents, self.seen_from), clause)
            for clause in self.library.rules[rule].clauses
        ]
        near = [(reach, clause) for reach, clause in reached if reach is not None]
        return tuple(clause for _, clause in sorted(near, key=lambda item: -item[0]))

    def clause(self, rule: str) -> str:
        clauses = self.clauses(rule)
        return clauses[0] if clauses else ""

    def in_force(self, rule: str) -> bool:
        """A rule is in force if it is switched on, speaks of the programme, and one of its clauses reaches the case."""
        return self.library.rules[rule].in_force and self.concerns(rule) and bool(self.clauses(rule))

    def concerns(self, rule: str) -> bool:
        """Whether a rule speaks of the programme of the case."""
        return concerns(self.library.rules[rule].programmes, self.seen_from.programme)

    def without(self, rule: str) -> Policy:
        """The same policy with one rule switched off."""
        return replace(self, library=self.library.switched(rule, on=False))

    def borrowed(self, clause: str) -> bool:
        document = self.library.documents.get(document_of(clause))
        return document is not None and self.seen_from.reach(document) == 0


def bind(
    library: Library,
    seen_from: Jurisdiction,
    overrides: Mapping[str, str],
    where: Path,
    case: Path | None = None,
    set_by: Mapping[str, Path] | None = None,
) -> Policy:
    """The library seen from a case; `where` is the file of the overrides, `case` that of what is borrowed.

    `set_by`: path of an override (`policy.<parameter>`, `case.<key>`) → the file it stands in, where that is another.

    Raises `PolicyError` for a programme, borrowed documents or overridden parameters that are unknown.
    """
    files = set_by or {}

    def stated(key: str, value: str) -> Locator:
        path = f"case.{key}"
        return Locator(str(files.get(path, case or where)), column=path if path in files else key, value=value)

    problems = [
        Problem(
            stated("borrow", name),
            "未知的文件编号，见 documents.yaml",
            "unknown document id, see documents.yaml",
        )
        for name in seen_from.borrow
        if name not in library.documents
    ]
    programme = seen_from.programme
    if programme and programme not in library.programmes:
        known = "、".join(library.programmes), ", ".join(library.programmes)
        locator = stated("programme", programme)
        problems.append(Problem(locator, f"未知的工作类别，可用：{known[0]}", f"unknown programme; known: {known[1]}"))
    values: dict[str, Fraction] = {}
    for parameter, text in overrides.items():
        path = f"policy.{parameter}"
        locator = Locator(str(files.get(path, where)), column=path, value=str(text))
        if parameter not in library.parameters:
            near = get_close_matches(parameter, library.parameters, 1, 0.6)
            also = (f"，是否为 {near[0]}", f"; did you mean {near[0]}?") if near else ("", "")
            problems.append(Problem(locator, f"未知的政策参数{also[0]}", f"unknown policy parameter{also[1]}"))
            continue
        try:
            value = exact(text)
        except (ValueError, ZeroDivisionError):
            problems.append(Problem(locator, "数值须为带引号的数字文本", "the value must be quoted number text"))
            continue
        bounds = library.parameters[parameter]
        if (bounds.low is not None and value < bounds.low) or (bounds.high is not None and value > bounds.high):
            low, high = ("…" if limit is None else str(limit) for limit in (bounds.low, bounds.high))
            zh, en = f"超出参数范围（{low} 至 {high}）", f"outside the limits of the parameter ({low} to {high})"
            problems.append(Problem(locator, zh, en))
        values[parameter] = value
    if problems:
        raise PolicyError(problems)
    return Policy(library, replace(seen_from), values)
