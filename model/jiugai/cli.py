"""The command line: each command a few lines, heavy imports inside it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiugai import __version__
from jiugai.crash import told_crash
from jiugai.errors import JiugaiError
from jiugai.interrupts import heed_signals
from jiugai.usage import Command, Group, both, told_wrong

if TYPE_CHECKING:
    from jiugai.inputs.study import Study

app = typer.Typer(
    cls=Group, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
    help=both(
        "老旧小区改造资金统筹：改哪些小区、哪年改、谁出钱。",
        "Renovation of old communities: which ones, when, and who pays.",
    ),
    epilog=both("样例：jiugai init 新文件夹　　选项：jiugai plan --help", "Samples: jiugai init NEW_FOLDER"),
)  # fmt: skip

Scenarios = Annotated[
    list[Path], typer.Argument(help=both("场景文件，两个以上；第一个是基准", "scenario files; the first is the base"))
]
Scenario = Annotated[Path, typer.Argument(help=both("场景文件（.yaml）", "scenario file"))]
Language = Annotated[str, typer.Option(help="语言 language：zh / en")]
CRASH, INTERRUPTED = 1, 130


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def _answered(lang: str) -> Iterator[None]:
    """Every ending as sentences on stderr, with the exit code of the contract; in Chinese, English stands below."""
    try:
        yield
    except typer.Exit:
        raise
    except JiugaiError as error:
        for problem in error.problems:
            if lang != "en":
                _say(problem.text("zh"))
            _say(problem.text("en") if lang == "en" else f"    {problem.text('en')}")
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        _say("已中断，方案文件夹保持完整 interrupted, the plan folder is whole")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:  # the reader of stdout left: `jiugai rules | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as failure:  # noqa: BLE001  the last door: what nobody foresaw still ends in a sentence
        _say(told_crash(failure))
        raise typer.Exit(CRASH) from None


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="显示版本 show the version")] = False) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command(cls=Command)
def plan(
    scenario: Scenario,
    out: Annotated[
        Path | None,
        typer.Option(help=both("结果文件夹；默认 reports/场景名", "output folder; default reports/<scenario>")),
    ] = None,
    solver: Annotated[str, typer.Option(help="求解器 solver：highs / scipy / cbc")] = "highs",
    gap: Annotated[
        float | None,
        typer.Option(
            min=0.0,
            help=both("离最好还差多少可以停，如 0.01；默认按场景", "stop this close to the best; default: scenario"),
        ),
    ] = None,
    nodes: Annotated[
        int | None,
        typer.Option(
            min=1, help=both("每个目标最多搜索几步；默认按场景", "search steps an objective; default: scenario")
        ),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            help=both("每个目标最多算几秒；默认不限", "seconds an objective; default: no limit"),
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help=both("语言 zh / en；默认按场景", "language; default: scenario"))
    ] = None,
) -> None:
    """测算方案、复核、出报告 make, audit and report a plan."""
    effort = {"gap": gap, "nodes": nodes, "seconds": time_limit}
    with _answered(lang or "zh"):
        from jiugai.run.command import plan_command

        typer.echo(plan_command(scenario, out, solver, effort, lang, _say, _renderer()))


_HTML_NEEDS = ("nbclient", "nbconvert", "ipykernel", "pylopdf_fonts_zh_cn")
_REPORT_NEEDS = (*_HTML_NEEDS, "docx", "xlsxwriter")


def _renderer() -> Callable[[Path, Study], None] | None:
    """Writes report.html into a plan folder, where the report extra is installed."""
    if not _has(*_HTML_NEEDS):
        return None
    from jiugai.report import render_html

    return render_html


def _options_renderer() -> Callable[[Path, Sequence[Path], str], None] | None:
    """Writes compare.html into the folder of a comparison, likewise."""
    if not _has(*_HTML_NEEDS):
        return None
    from jiugai.report import render_options

    return render_options


def _has(*modules: str) -> bool:
    return all(find_spec(module) is not None for module in modules)


@app.command(cls=Command)
def compare(
    scenarios: Scenarios,
    out: Annotated[
        Path | None,
        typer.Option(
            help=both(
                "比选文件夹，方案放在它旁边；默认 reports/compare-第一个场景名",
                "folder of the comparison, plans beside it; default reports/compare-<first scenario>",
            )
        ),
    ] = None,
    solver: Annotated[str, typer.Option(help="求解器 solver：highs / scipy / cbc")] = "highs",
    gap: Annotated[
        float | None,
        typer.Option(min=0.0, help=both("各场景统一的间隙；默认按场景", "one gap for all; default: scenario")),
    ] = None,
    nodes: Annotated[
        int | None,
        typer.Option(min=1, help=both("各场景统一的步数；默认按场景", "one limit of nodes; default: scenario")),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help=both("同时算几个场景；默认按处理器数", "plans at once; default: cores"))
    ] = None,
    lang: Language = "zh",
) -> None:
    """几个场景并排比较：谁进谁出、谁多出钱 compare scenarios."""
    with _answered(lang):
        from jiugai.analysis.compare.command import compare_command

        effort = {"gap": gap, "nodes": nodes}
        typer.echo(compare_command(scenarios, out, solver, effort, jobs, lang, _say, _options_renderer()))


@app.command(cls=Command)
def frontier(
    scenario: Scenario,
    x: Annotated[str, typer.Option("--x", help=both("要省的目标", "objective to spend or limit"))] = "county_money",
    y: Annotated[str, typer.Option("--y", help=both("要得的目标", "objective to gain"))] = "score",
    points: Annotated[int, typer.Option(help=both("至少几个点，3–99", "points at least, 3-99"))] = 15,
    hold: Annotated[
        list[str] | None,
        typer.Option(
            help=both(
                "固定在最好值的目标，可重复；none 不固定；默认 soft_broken",
                "objective held at its best, repeatable; none; default soft_broken",
            )
        ),
    ] = None,
    gap: Annotated[float | None, typer.Option(min=0.0, help=both("间隙；默认按场景", "gap; default: scenario"))] = None,
    nodes: Annotated[
        int | None,
        typer.Option(min=1, help=both("步数，各点共用；默认按场景", "nodes, shared by the points; default: scenario")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help=both("结果文件夹；默认 reports/frontier-场景名", "output folder; default reports/frontier-<scenario>")
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help=both("语言 zh / en；默认按场景", "language; default: scenario"))
    ] = None,
) -> None:
    """两个目标之间的取舍曲线 trade-off points between two objectives."""
    with _answered(lang or "zh"):
        from jiugai.analysis.frontier.command import frontier_command

        effort = {"gap": gap, "nodes": nodes}
        typer.echo(
            frontier_command(scenario, (x, y), points, hold or [], out, effort, lang, _say, _frontier_renderer())
        )


def _frontier_renderer() -> Callable[[Path, Study], None] | None:
    """Writes frontier.html, where the report extra is installed."""
    if not _has(*_HTML_NEEDS):
        return None
    from jiugai.report import render_frontier

    return render_frontier


@app.command(cls=Command)
def report(
    scenario: Scenario,
    out: Annotated[
        Path | None,
        typer.Option(help=both("方案文件夹；默认 reports/场景名", "plan folder; default reports/<scenario>")),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help=both("语言 zh / en；默认按场景", "language; default: scenario"))
    ] = None,
) -> None:
    """出报告：网页、Word、Excel；方案未变则不再求解 report as HTML, Word and Excel; solves only what changed."""
    with _answered(lang or "zh"):
        from jiugai.run.command import report_command

        typer.echo(report_command(scenario, out, lang, _say, _renderers()))


def _renderers() -> dict[str, Callable[[Path, Study], None]] | None:
    """Name of a report's file → who writes it, with what stands beside the plan; None without the report extra."""
    if not _has(*_REPORT_NEEDS):
        return None
    from jiugai.report import comparison_beside, frontier_beside, render_html
    from jiugai.report.docx import render_docx
    from jiugai.report.xlsx import render_xlsx

    def beside(render: Callable[[Path, Study, Path | None, Path | None], None]) -> Callable[[Path, Study], None]:
        return lambda folder, study: render(
            folder, study, comparison_beside(folder, study), frontier_beside(folder, study)
        )

    renders = {"report.html": render_html, "report.docx": render_docx, "plan.xlsx": render_xlsx}
    return {name: beside(render) for name, render in renders.items()}


@app.command("check-report", cls=Command)
def check_report(
    file: Annotated[Path, typer.Argument(help=both("report.html 或 report.docx", "report.html or report.docx"))],
    lang: Language = "zh",
) -> None:
    """核对报告：文中每个数与表相符 does every number of a report's text tie to its tables?"""
    with _answered(lang):
        from jiugai.run.command import checked_language, without_reports

        if not _has(*_REPORT_NEEDS):
            raise without_reports()
        from jiugai.report.ties.command import check_report_command

        typer.echo(check_report_command(file, checked_language(lang, "zh")))


@app.command(cls=Command)
def check(scenario: Scenario, lang: Language = "zh") -> None:
    """检查全部输入，逐格指出问题 check every input."""
    with _answered(lang):
        from jiugai.run.command import check_command

        typer.echo(check_command(scenario, lang))


@app.command(cls=Command)
def rules(
    scenario: Annotated[
        Path | None,
        typer.Option(
            help=both("按此场景的地区和日期；默认只看全国文件", "as this scenario sees them; default: national law")
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help=both("基准日，如 2021-12-31；默认按场景", "as of this date; default: that of the scenario")),
    ] = None,
    format: Annotated[str, typer.Option(help="格式 form：table / csv")] = "table",
    lang: Language = "zh",
) -> None:
    """规则目录：●生效 ○未生效 the rules: ● in force, ○ not."""
    with _answered(lang):
        from jiugai.run.catalogue import rules_text

        typer.echo(rules_text(scenario, as_of, format, lang), nl=False)


@app.command("can-pay", cls=Command)
def can_pay(
    scenario: Scenario,
    fund: Annotated[str, typer.Argument(help=both("资金编号", "id of the fund"))],
    work: Annotated[str, typer.Argument(help=both("工程编号", "id of the work"))],
    format: Annotated[str, typer.Option(help="格式 form：table / csv")] = "table",
    lang: Language = "zh",
) -> None:
    """某笔资金能否支付某项工程，依据哪一条 may this fund pay that work, and by which clause."""
    with _answered(lang):
        from jiugai.daily.can_pay import can_pay_text
        from jiugai.run.command import checked_language

        typer.echo(can_pay_text(scenario, fund, work, format, checked_language(lang, "zh")), nl=False)


@app.command(cls=Command)
def allot(
    scenario: Scenario,
    fund: Annotated[str, typer.Argument(help=both("资金编号", "id of the fund"))],
    amount: Annotated[str, typer.Argument(help=both("下达额度，万元", "amount allotted, 10,000 yuan"))],
    year: Annotated[
        int | None,
        typer.Option(
            help=both("额度年度；默认按资金的计划年度", "year of the allotment; default: plan year of the fund")
        ),
    ] = None,
    received: Annotated[
        str | None, typer.Option(help=both("收到日期；默认按场景基准日", "day it came; default: that of the scenario"))
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            help=both(
                "只分给此方案文件夹已选的小区；默认重新选择", "only to what this plan folder chose; default: anew"
            )
        ),
    ] = None,
    format: Annotated[str, typer.Option(help="格式 form：table / csv")] = "table",
    lang: Language = "zh",
) -> None:
    """新下达的资金分到项目 split a new allotment to projects."""
    with _answered(lang):
        from jiugai.daily.allot import allot_text
        from jiugai.run.command import checked_language

        checked = checked_language(lang, "zh")
        told = allot_text(scenario, fund, amount, year, received, plan, format, checked, progress=_say)
        typer.echo(told, nl=False)


@app.command("import", cls=Command)
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help=both("小区清单（.csv、.xlsx）或填好的案例工作簿", "list of communities, or filled workbook")
        ),
    ],
    folder: Annotated[Path, typer.Argument(help=both("要新建的案例文件夹", "case folder to make"))],
    place: Annotated[
        str | None, typer.Option(help=both("地区，如 甘肃省/张掖市/高台县；默认按清单", "place; default: the list"))
    ] = None,
    first_year: Annotated[
        int | None, typer.Option(help=both("规划首年；默认按清单", "first plan year; default: the list"))
    ] = None,
    last_year: Annotated[
        int | None,
        typer.Option(
            help=both("规划末年；默认按清单，否则首年的下一年", "last plan year; default: the list, or first + 1")
        ),
    ] = None,
    county_money: Annotated[
        str | None,
        typer.Option(
            help=both("县级每年可安排几万元；默认不设上限", "county money a year, 10,000 yuan; default: no limit")
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(help=both("清单所在的工作表；默认自动查找", "sheet of the list; default: found by itself")),
    ] = None,
    lang: Language = "zh",
) -> None:
    """把清单或工作簿变成案例 make a case of a list or workbook."""
    with _answered(lang):
        from jiugai.intake.command import Asked, import_command

        asked = Asked(place, first_year, last_year, county_money, sheet)
        typer.echo(import_command(file, folder, asked, lang))


@app.command(cls=Command)
def template(
    file: Annotated[Path, typer.Argument(help=both("要新建的 .xlsx 文件", "workbook to make"))],
    sample: Annotated[
        str | None,
        typer.Option(
            help=both(
                "填好的案例：样例名（如 gaotai）或案例文件夹；默认空白",
                "filled with a case: a sample or a folder; default: empty",
            )
        ),
    ] = None,
    lang: Language = "zh",
) -> None:
    """生成供填报的案例工作簿 make a workbook to fill in."""
    from jiugai.intake.template import template_command

    with _answered(lang):
        typer.echo(template_command(file, sample, lang))


@app.command(cls=Command)
def init(
    folder: Annotated[Path, typer.Argument(help=both("要新建的工作文件夹", "working folder to make"))],
    lang: Language = "zh",
) -> None:
    """新建工作文件夹，内有样例 make a folder with samples."""
    from jiugai.intake.init import init_command

    with _answered(lang):
        typer.echo(init_command(folder, lang))


def main() -> None:
    heed_signals()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(sys.platform), errors="replace")
    try:
        code = app(standalone_mode=False) or 0
    except Exception as error:  # noqa: BLE001  the library's errors have no name common to its versions
        told, code = told_wrong(error)
        if told:
            _say(told)
    if code == INTERRUPTED:
        # ours has unwound; what others hooked to the exit (the client of a kernel that was ended) would fail aloud
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)
    sys.exit(code)


def _encoding(platform: str) -> str | None:
    """UTF-8, but on Windows as it is (None): a console there takes all of Unicode, and what is piped keeps the code
    page of the system (cp936), which `findstr`, `more` and Excel read."""
    return None if platform == "win32" else "utf-8"
