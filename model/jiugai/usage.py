"""The command line in two languages: help in Chinese with English below, wrong usage told in both."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

#: what the command-line library calls a wrong command line, by the name of its error class
_WRONG = {
    "MissingParameter": "缺少必填的参数",
    "NoSuchOption": "没有这个选项",
    "NoSuchCommand": "没有这个命令",
    "BadParameter": "选项或参数的值有误",
    "BadOptionUsage": "选项缺少取值",
}


def both(zh: str, en: str) -> str:
    """A help text: English below the Chinese. In one line the library would cut what it wraps: it counts a wide
    character as one column."""
    return f"{zh}\n\n{en}"


class Command(TyperCommand):
    """A command whose `--help` explains itself in both languages."""

    def get_help_option(self, ctx: Any) -> Any:
        return _told_help(super().get_help_option(ctx))


class Group(TyperGroup):
    """The commands together, likewise."""

    def get_help_option(self, ctx: Any) -> Any:
        return _told_help(super().get_help_option(ctx))


def _told_help(option: Any) -> Any:
    if option is not None:
        option.help = "显示帮助 show this help"
    return option


def told_wrong(error: Any) -> tuple[str, int]:
    """A wrong command line in both languages, and its exit code; a call for help is answered with it, and no words.

    An error of another kind is raised again.
    """
    if not (hasattr(error, "format_message") and hasattr(error, "exit_code")):
        raise error
    kind, text = type(error).__name__, ""
    if kind == "NoArgsIsHelpError":
        error.show()
    else:
        zh, en = _WRONG.get(kind, "命令行写法有误"), error.format_message()
        text = f"{zh}：{en}\n    {en}\n    → jiugai --help"
    return text, int(error.exit_code)
