"""A case: the facts of one place, read from a folder and checked across its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from jiugai.errors import DataError, Locator, Problem, ProblemLog
from jiugai.frames import each_item, each_row
from jiugai.inputs.dictionary import ANY, REQUIRED_TABLES, Column, dictionary
from jiugai.inputs.tables import Assumption, empty_table, read_table
from jiugai.yaml_file import check_keys, is_both, is_texts, read_yaml

FORMAT = "jiugai-case/1"
PIPELINE_TRADES = ("water", "drainage", "power", "telecom", "gas", "heat")
TIERS = ("basic", "improvement", "upgrade")

_TARGETS = ("communities", "floor_area_m2", "households")
_HEADER_KEYS = ("format", "title", "place", "first_year", "last_year", "money_unit", "basis")


@dataclass(frozen=True)
class Case:
    """The facts of a place. Money is whole yuan, ratios are exact fractions, rows are sorted by key."""

    folder: Path
    title: dict[str, str]
    place: tuple[str, ...]
    first_year: int
    last_year: int
    borrow: tuple[str, ...]
    targets: dict[str, int]
    basis: str
    money_unit: str
    tables: dict[str, pd.DataFrame]
    assumptions: tuple[Assumption, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))

    def table(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def files(self) -> list[Path]:
        """The files the case was read from, in a stable order."""
        names = ["case.yaml", *(f"{name}.csv" for name in dictionary())]
        return [self.folder / name for name in names if (self.folder / name).exists()]


def load_case(folder: Path) -> Case:
    """Read and validate a case folder. Raises `DataError` with every problem found."""
    if not folder.is_dir():
        raise DataError(Problem(Locator(str(folder)), "找不到案例文件夹", "the case folder is not found"))
    header_path = folder / "case.yaml"
    header = read_yaml(header_path, DataError)
    where = Locator(str(header_path))
    problems = check_keys(header, where, _HEADER_KEYS, ("borrow", "targets", "note"))
    if not problems:
        problems = list(_header_problems(header, header_path))
    if problems:
        raise DataError(problems)

    log = ProblemLog(DataError)
    tables: dict[str, pd.DataFrame] = {}
    assumptions: list[Assumption] = []
    for name, columns in dictionary().items():
        path = folder / f"{name}.csv"
        if path.exists() or path.is_symlink():  # a link to nowhere is not a table left out
            tables[name], used = read_table(path, columns, header["money_unit"], log)
            assumptions += used
        else:
            if name in REQUIRED_TABLES:
                log.add(Locator(str(path)), "缺少此表", "this table is missing")
            tables[name] = empty_table(columns)
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv"):
        if path.name not in {f"{name}.csv" for name in dictionary()}:
            log.add(Locator(str(path)), "未知的表，请删除或改名", "unknown table: remove or rename it")
    log.finish()

    case = Case(
        folder=folder,
        title=header["title"],
        place=tuple(header["place"]),
        first_year=header["first_year"],
        last_year=header["last_year"],
        borrow=tuple(header.get("borrow") or ()),
        targets=header.get("targets") or {},
        basis=header["basis"],
        money_unit=header["money_unit"],
        tables=tables,
        assumptions=tuple(assumptions),
    )
    _check_references(case, log)
    _check_years(case, log)
    _check_works(case, log)
    _check_debts(case, log)
    _check_funds(case, log)
    _check_progress(case, log)
    log.finish()
    return case


def _header_problems(header: dict[str, Any], path: Path) -> list[Problem]:
    found = ProblemList(path)
    if header["format"] != FORMAT:
        found.add("format", f"应为 {FORMAT}", f"must be {FORMAT}", header["format"])
    if not is_both(header["title"]):
        found.add("title", "应有 zh 和 en 两项", "needs zh and en")
    place = header["place"]
    if not (is_texts(place) and len(place) == 3 and all(name.strip() for name in place)):
        found.add("place", "应为 [省, 市, 县]", "must be [province, city, county]")
    for key in ("first_year", "last_year"):
        if not isinstance(header[key], int) or not 1990 <= header[key] <= 2100:
            found.add(key, "应为年份", "must be a year", str(header[key]))
    if not found.problems and header["first_year"] > header["last_year"]:
        found.add("last_year", "早于 first_year", "is before first_year", str(header["last_year"]))
    if header["money_unit"] not in ("wan_yuan", "yuan"):
        found.add("money_unit", "应为 wan_yuan 或 yuan", "must be wan_yuan or yuan", str(header["money_unit"]))
    if header["basis"] not in ("real", "mixed", "illustrative"):
        found.add(
            "basis", "应为 real、mixed 或 illustrative", "must be real, mixed or illustrative", str(header["basis"])
        )
    targets = header.get("targets") or {}
    if not isinstance(targets, dict) or not all(type(number) is int and number >= 0 for number in targets.values()):
        found.add("targets", "应为不小于0的整数", "must be whole numbers of at least 0", str(targets))
    else:
        found.problems += check_keys(targets, Locator(str(path)), (), _TARGETS)
    if not is_texts(header.get("borrow") or []):
        found.add("borrow", "应为文件编号列表", "must be a list of document ids")
    return found.problems


class ProblemList:
    """Problems of one YAML file, located by key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, key: str, zh: str, en: str, value: str = "") -> None:
        self.problems.append(Problem(Locator(str(self.path), column=key, value=str(value)), zh, en))


def _check_references(case: Case, log: ProblemLog) -> None:
    """Every id that points to another table exists there."""
    for name, columns in dictionary().items():
        for column in columns.values():
            if column.ref is not None:
                _check_reference(case, name, column, log)


def _check_reference(case: Case, table: str, column: Column, log: ProblemLog) -> None:
    assert column.ref is not None
    target, target_column = column.ref
    known = set(case.table(target)[target_column])
    frame = case.table(table)
    for value in sorted(set(frame[column.name]) - known - {""}):
        log.add(
            Locator(str(case.folder / f"{table}.csv"), column=column.name, value=value),
            f"在 {target}.csv 中找不到",
            f"not found in {target}.csv",
        )


def _check_years(case: Case, log: ProblemLog) -> None:
    """Fiscal facts for every plan year; no envelope before the plan begins."""
    missing = sorted(set(case.years) - set(case.table("fiscal")["year"]))
    for year in missing:
        log.add(
            Locator(str(case.folder / "fiscal.csv"), column="year", value=str(year)),
            "缺少这个规划年度的一行",
            "no row for this plan year",
        )
    for table in ("fund_years", "fund_entitlements"):
        frame = case.table(table)
        for row in each_row(frame[(frame["year"] < case.first_year) | (frame["year"] > case.last_year)]):
            log.add(
                Locator(str(case.folder / f"{table}.csv"), column="year", value=f"{row.fund_id} {row.year}"),
                f"不在规划期 {case.first_year}—{case.last_year} 内",
                f"outside the plan years {case.first_year}-{case.last_year}",
            )


_KIND_BY_CHANNEL = {
    "central_fiscal": ("central",),
    "central_investment": ("central",),
    "provincial": ("provincial",),
    "city": ("local",),
    "sector": ("central", "provincial", "local"),
    "county_budget": ("local",),
    "housing_sale": ("local",),
    "general_bond": ("local",),
    "utility": ("utility",),
    "resident": ("resident",),
    "loan": ("bank",),
}


def _check_funds(case: Case, log: ProblemLog) -> None:
    """A fund's kind, scope, instrument and terms fit its channel."""
    where = str(case.folder / "funds.csv")
    rules = case.table("fund_rules")
    with_trades = set(rules["fund_id"][rules["trade"] != ANY])
    with_envelope = set(case.table("fund_years")["fund_id"]) | set(case.table("fund_entitlements")["fund_id"])
    loans = [fund.fund_id for fund in each_row(case.table("funds")) if fund.channel == "loan"]
    for fund in each_row(case.table("funds")):
        found = [*_terms_problems(fund), *_envelope_problems(fund, with_envelope)]
        if fund.channel == "loan" and fund.fund_id != loans[0]:
            found.append(
                ("channel", "收益只能质押一次：只能有一个贷款渠道", "revenue is pledged once: one loan fund only")
            )
        kinds = _KIND_BY_CHANNEL[str(fund.channel)]
        if fund.kind not in kinds:
            found.append(
                (
                    "kind",
                    f"渠道 {fund.channel} 的资金类别应为 {'、'.join(kinds)}",
                    f"channel {fund.channel} needs kind {' or '.join(kinds)}",
                )
            )
        if fund.channel == "sector" and fund.fund_id not in with_trades:
            found.append(("fund_id", "部门专项资金须在 fund_rules 中写明专业", "a sector fund must name its trades"))
        if fund.channel in ("county_budget", "housing_sale") and fund.budget == "none":
            found.append(
                ("budget", "县级资金须写明预算类型：general 或 fund", "county money needs its budget: general or fund")
            )
        if (fund.kind == "local") != (fund.level in ("city", "county")) and fund.channel != "sector":
            found.append(
                (
                    "level",
                    f"级次 {fund.level} 与资金类别 {fund.kind} 不符：市县资金（local）须为 city 或 county，其余不得",
                    f"level {fund.level} does not fit kind {fund.kind}: local money is of city or county, other is not",
                )
            )
        for column, zh, en in found:
            log.add(Locator(where, column=column, value=str(fund.fund_id)), zh, en)


def _terms_problems(fund: Any) -> Iterator[tuple[str, str, str]]:
    is_debt = fund.channel in ("general_bond", "loan")
    if (fund.instrument == "debt") != is_debt:
        yield "instrument", "只有一般债券和贷款是债务", "only general bonds and loans are debt"
    if is_debt and (pd.isna(fund.rate) or pd.isna(fund.term_years) or not fund.repayment or not fund.borrower):
        yield "rate", "债务须填利率、期限、还本方式和借款主体", "debt needs rate, term, repayment and borrower"
    elif is_debt and int(fund.grace_years) >= int(fund.term_years):
        yield "grace_years", "宽限期应短于期限", "grace must be shorter than the term"


def _envelope_problems(fund: Any, with_envelope: set[str]) -> Iterator[tuple[str, str, str]]:
    own = fund.channel in ("resident", "loan")
    if (fund.scope == "own") != own:
        yield "scope", "居民资金和贷款为项目自有，其余为统筹", "resident money and loans are own, all others pooled"
    if not own and fund.channel != "general_bond" and fund.fund_id not in with_envelope:
        yield (
            "fund_id",
            "没有额度：请在 fund_years 或 fund_entitlements 中填写",
            "has no envelope: give it one in fund_years or fund_entitlements",
        )
    if fund.channel == "general_bond" and fund.fund_id in with_envelope:
        yield (
            "fund_id",
            "一般债券的额度是 fiscal 的新增限额，不另设额度",
            "bonds follow the quota of fiscal.csv: no envelope",
        )
    if own and fund.fund_id in with_envelope:
        yield "fund_id", "项目自有资金不设统筹额度", "own money takes no pooled envelope"


def _check_debts(case: Case, log: ProblemLog) -> None:
    """A debt with a balance falls due in the plan or later: else it would pay interest for ever."""
    debts = case.table("debts")
    for row in each_row(debts[(debts["maturity_year"] < case.first_year) & (debts["opening_balance"] > 0)]):
        where = Locator(str(case.folder / "debts.csv"), column="maturity_year", value=str(row.instrument_id))
        log.add(where, "到期年度早于规划期，不应有余额", "matured before the plan: it can have no balance")


def _check_works(case: Case, log: ProblemLog) -> None:
    """Every work costs something: a free one would be neither paid for nor counted."""
    works = case.table("works")
    for row in each_row(works[works["cost"] == 0]):
        where = Locator(str(case.folder / "works.csv"), column="cost", value=str(row.work_id))
        log.add(where, "造价为零，请填造价或删除此行", "costs nothing: give its cost or delete the row")


def _check_progress(case: Case, log: ProblemLog) -> None:
    """Communities in progress have a project with a plan year; what was paid and promised is within cost."""
    where = str(case.folder / "communities.csv")
    plan_year = dict(zip(case.table("projects")["project_id"], case.table("projects")["plan_year"], strict=True))
    communities = case.table("communities")
    for row in each_row(communities[communities["stage"] == "in_progress"]):
        if row.project_id not in plan_year:
            log.add(
                Locator(where, column="project_id", value=str(row.community_id)),
                "在建小区须有项目及计划年度",
                "a community in progress needs a project with its plan year",
            )
    works = case.table("works").set_index("work_id")
    cost, community = works["cost"], works["community_id"]
    paid_or_due = case.table("commitments").groupby("work_id")[["committed", "paid"]].sum().sum(axis=1)
    stage = communities.set_index("community_id")["stage"]
    for work_id, amount in each_item(paid_or_due):
        if work_id not in works.index:
            continue
        locator = Locator(str(case.folder / "commitments.csv"), column="work_id", value=str(work_id))
        if amount > cost.loc[work_id]:
            log.add(locator, "已付与承诺之和超过造价", "paid and committed exceed the cost")
        if stage.get(str(community.loc[work_id])) == "proposed":
            log.add(locator, "尚未实施的小区不应有已付或承诺", "a proposed community cannot have commitments")
    commitments = case.table("commitments")
    past = commitments["year"] < case.first_year
    for row in each_row(commitments[(past & (commitments["committed"] > 0)) | (~past & (commitments["paid"] > 0))]):
        log.add(
            Locator(str(case.folder / "commitments.csv"), column="year", value=f"{row.work_id} {row.year}"),
            "规划期前填已付，规划期内填承诺",
            "paid belongs to years before the plan, committed to plan years",
        )
