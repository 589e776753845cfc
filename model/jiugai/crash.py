"""A crash of our own: one plain sentence and what to do; the traceback in a file, for who mends it."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback

from jiugai import __version__

#: set to anything, the traceback is shown instead of kept in a file
DEBUG = "JIUGAI_DEBUG"


def told_crash(failure: BaseException) -> str:
    """What the user is told of an error that nobody foresaw, in Chinese and English."""
    what = " ".join(f"{type(failure).__name__}: {failure}".split()).removesuffix(":")
    trace = "".join(traceback.format_exception(failure))
    told = (
        f"程序出错（{what}）：这是程序的缺陷，不是您的数据有误；方案文件夹保持完整。",
        f"    jiugai failed ({what}): this is a defect of the program, not of your data; the plan folder is whole.",
    )
    if os.environ.get(DEBUG):
        return "\n".join((*told, trace))
    about = f"jiugai {__version__} · Python {platform.python_version()} · {platform.platform()}\n{sys.argv}\n\n"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="jiugai-crash-", suffix=".log", delete=False, encoding="utf-8", errors="replace"
        ) as log:
            log.write(about + trace)
    except OSError:  # no room for a file either
        return "\n".join((*told, trace))
    return "\n".join(
        (
            *told,
            f"请把此文件连同场景和案例发给维护者：{log.name}",
            f"    Please send this file, with scenario and case, to the maintainers: {log.name}",
        )
    )
