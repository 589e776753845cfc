"""YAML files read strictly: no duplicate key, no unknown key, every problem located."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from jiugai.errors import JiugaiError, Locator, Problem


class _StrictLoader(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path, error: type[JiugaiError]) -> Any:
    """The content of a UTF-8 YAML file; `error` is raised with file and line for anything unreadable."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise error(Problem(Locator(str(path)), "找不到文件", "file not found")) from None
    except UnicodeDecodeError:
        raise error(
            Problem(Locator(str(path)), "不是UTF-8编码，请另存为UTF-8", "not UTF-8: save it as UTF-8")
        ) from None
    except OSError as failure:
        raise error(
            Problem(Locator(str(path)), f"无法读取：{failure.strerror}", f"cannot be read: {failure.strerror}")
        ) from None
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506  a SafeLoader with a duplicate-key check
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark
        row = mark.line + 1 if mark else 0
        raise error(
            Problem(Locator(str(path), row=row), f"YAML格式错误：{failure.problem}", f"YAML error: {failure.problem}")
        ) from None
    except (yaml.YAMLError, ValueError) as failure:
        raise error(Problem(Locator(str(path)), f"YAML格式错误：{failure}", f"YAML error: {failure}")) from None


def check_keys(
    mapping: Any, where: Locator, required: Collection[str], optional: Collection[str] = ()
) -> list[Problem]:
    """Problems of a mapping's keys: not a mapping, a required key missing, a key nobody knows."""
    if not isinstance(mapping, dict):
        return [Problem(where, "应为键值对", "must be a mapping of keys")]
    problems = [
        Problem(Locator(where.file, column=key), "缺少此键", "this key is missing")
        for key in required
        if key not in mapping
    ]
    allowed = set(required) | set(optional)
    problems += [
        Problem(
            Locator(where.file, column=str(key)),
            f"未知的键；可用的键：{'、'.join(sorted(allowed))}",
            f"unknown key; known keys: {', '.join(sorted(allowed))}",
        )
        for key in mapping
        if key not in allowed
    ]
    return problems
