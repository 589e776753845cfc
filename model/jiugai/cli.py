"""The command line: each command a few lines, heavy imports inside it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiugai import __version__
from jiugai.crash import told_crash
from jiugai.errors import JiugaiError
from jiugai.interrupts import heed_signals

if TYPE_CHECKING:
    from jiugai.inputs.study import Study

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
    help="老旧小区改造资金统筹 · who pays for what, when.",
)  # fmt: skip

Scenario = Annotated[Path, typer.Argument(help="场景文件 scenario YAML file")]
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
def _version(version: Annotated[bool, typer.Option("--version", help="版本 version")] = False) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def plan(
    scenario: Scenario,
    out: Annotated[Path | None, typer.Option(help="输出文件夹 output folder")] = None,
    solver: Annotated[str, typer.Option(help="highs、scipy 或 cbc")] = "highs",
    gap: Annotated[float | None, typer.Option(min=0.0, help="相对间隙 relative gap")] = None,
    nodes: Annotated[int | None, typer.Option(min=1, help="每级目标的节点上限 nodes a stage")] = None,
    time_limit: Annotated[float | None, typer.Option(min=0.1, help="每级目标的秒数上限 seconds a stage")] = None,
    lang: Annotated[str | None, typer.Option(help="zh 或 en")] = None,
) -> None:
    """求解、审计并写出资金方案 solve, audit and write a funding plan."""
    effort = {"gap": gap, "nodes": nodes, "seconds": time_limit}
    with _answered(lang or "zh"):
        from jiugai.run.command import plan_command

        typer.echo(plan_command(scenario, out, solver, effort, lang, _say, _renderer()))


def _renderer() -> Callable[[Path, Study], None] | None:
    """Writes report.html into a plan folder, where the report extra is installed."""
    if any(find_spec(module) is None for module in ("nbclient", "nbconvert", "ipykernel", "pylopdf_fonts_zh_cn")):
        return None
    from jiugai.report import render_html

    return render_html


@app.command()
def check(scenario: Scenario, lang: Annotated[str, typer.Option(help="zh 或 en")] = "zh") -> None:
    """读取并校验全部输入 read and validate everything."""
    with _answered(lang):
        from jiugai.run.command import check_command

        typer.echo(check_command(scenario, lang))


@app.command()
def rules(
    scenario: Annotated[Path | None, typer.Option(help="场景文件 scenario")] = None,
    as_of: Annotated[str | None, typer.Option(help="基准日 date of knowledge, YYYY-MM-DD")] = None,
    format: Annotated[str, typer.Option(help="table 或 csv")] = "table",
    lang: Annotated[str, typer.Option(help="zh 或 en")] = "zh",
) -> None:
    """规则目录：规则、条款、参数、取值、是否生效 the catalogue of rules."""
    with _answered(lang):
        from jiugai.run.catalogue import rules_text

        typer.echo(rules_text(scenario, as_of, format, lang), nl=False)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="小区清单或填好的工作簿 list (CSV, xlsx) or filled workbook")],
    folder: Annotated[Path, typer.Argument(help="要新建的案例文件夹 case folder to make")],
    place: Annotated[str | None, typer.Option(help="地区 place，如 甘肃省/张掖市/高台县")] = None,
    first_year: Annotated[int | None, typer.Option(help="规划首年 first plan year")] = None,
    last_year: Annotated[int | None, typer.Option(help="规划末年 last plan year")] = None,
    county_money: Annotated[str | None, typer.Option(help="县级每年可安排的万元数 county money, 万元 a year")] = None,
    sheet: Annotated[str | None, typer.Option(help="工作表名 sheet that holds the list")] = None,
    lang: Annotated[str, typer.Option(help="zh 或 en")] = "zh",
) -> None:
    """清单或工作簿 → 案例文件夹和第一个场景 a list or workbook becomes a case with its first scenario."""
    with _answered(lang):
        from jiugai.intake.command import Asked, import_command

        asked = Asked(place, first_year, last_year, county_money, sheet)
        typer.echo(import_command(file, folder, asked, lang))


@app.command()
def template(
    file: Annotated[Path, typer.Argument(help="要新建的 .xlsx 文件 workbook to make")],
    sample: Annotated[str | None, typer.Option(help="用一个案例填好 filled with a case: gaotai 或文件夹")] = None,
    lang: Annotated[str, typer.Option(help="zh 或 en")] = "zh",
) -> None:
    """供填报的案例工作簿 a workbook to fill in."""
    from jiugai.intake.template import template_command

    with _answered(lang):
        typer.echo(template_command(file, sample, lang))


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="要新建的工作文件夹 working folder to make")],
    lang: Annotated[str, typer.Option(help="zh 或 en")] = "zh",
) -> None:
    """新建工作文件夹：样例、空白工作簿、样例清单、说明 a working folder with samples and an empty workbook."""
    from jiugai.intake.init import init_command

    with _answered(lang):
        typer.echo(init_command(folder, lang))


#: what the command-line library calls a wrong command line, by the name of its error class
_USAGE = {
    "MissingParameter": "缺少必填的参数",
    "NoSuchOption": "没有这个选项",
    "NoSuchCommand": "没有这个命令",
    "BadParameter": "选项或参数的值有误",
    "BadOptionUsage": "选项缺少取值",
}


def _told_usage(error: Any) -> int:
    """A wrong command line in both languages; an error of another kind is raised again. The exit code."""
    if not (hasattr(error, "format_message") and hasattr(error, "exit_code")):
        raise error
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        error.show()
    else:
        zh = _USAGE.get(kind, "命令行写法有误")
        _say(f"{zh}：{error.format_message()}\n    {error.format_message()}\n    → jiugai --help")
    return int(error.exit_code)


def main() -> None:
    heed_signals()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(sys.platform), errors="replace")
    try:
        code = app(standalone_mode=False) or 0
    except Exception as error:  # noqa: BLE001  the library's errors have no name common to its versions
        code = _told_usage(error)
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
