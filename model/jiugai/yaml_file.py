"""YAML files read strictly: no duplicate key, no unknown key, every problem located."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Hashable, Mapping
from pathlib import Path
from typing import Any

import yaml

from jiugai.errors import JiugaiError, Locator, Problem, os_reason


class _StrictLoader(yaml.SafeLoader):
    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, TypeError, AttributeError):  # a tag that its text does not fit
            raise yaml.constructor.ConstructorError(None, None, "value does not fit", node.start_mark) from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a key must be text", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key '{key}'", key_node.start_mark)
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
        zh, en = os_reason(failure)
        raise error(Problem(Locator(str(path)), f"无法读取：{zh}", f"cannot be read: {en}")) from None
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506  a SafeLoader with a duplicate-key check
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark
        raise error(_broken(path, mark.line + 1 if mark else 0, str(failure.problem))) from None
    except yaml.reader.ReaderError as failure:
        row = text[: failure.position].count("\n") + 1
        raise error(_broken(path, row, f"unacceptable character U+{ord(text[failure.position]):04X}")) from None
    except RecursionError:
        raise error(_broken(path, 0, "nested too deeply")) from None


#: what the YAML reader says → what it means in Chinese; the rest is told as it is
_FAULTS = {
    "undefined alias": "引用了没有定义的锚点",
    "constructor for the tag": "不允许的标签",
    "cannot start any token": "此处的字符不能这样用，缩进只能用空格",
    "another document": "一个文件只能有一个文档",
    "duplicate key": "键重复",
    "unacceptable character": "含有不可见的字符",
    "nested too deeply": "嵌套过深",
    "value does not fit": "值与标签不符",
    "mapping values are not allowed": "冒号的位置不对，或缩进不齐",
    "expected <block end>": "缩进不齐",
    "a key must be text": "键应为文本",
}


def _broken(path: Path, row: int, what: str) -> Problem:
    zh = next((f"{told}（{what}）" for part, told in _FAULTS.items() if part in what), what)
    return Problem(Locator(str(path), row=row), f"YAML格式错误：{zh}", f"YAML error: {what}")


def check_keys(
    mapping: Any, where: Locator, required: Collection[str], optional: Collection[str] = ()
) -> list[Problem]:
    """Problems of a mapping's keys: not a mapping, a required key missing, a key nobody knows.

    The value of `where`, if any, names the mapping: it stands before the key, so that one of many can be found.
    """
    if not isinstance(mapping, dict):
        return [Problem(where, "应为键值对", "must be a mapping of keys")]
    problems = [
        Problem(Locator(where.file, column=f"{where.value} {key}".strip()), "缺少此键", "this key is missing")
        for key in required
        if key not in mapping
    ]
    allowed = set(required) | set(optional)
    problems += [
        Problem(
            Locator(where.file, column=f"{where.value} {key}".strip()),
            f"未知的键；可用的键：{'、'.join(sorted(allowed))}",
            f"unknown key; known keys: {', '.join(sorted(allowed))}",
        )
        for key in mapping
        if key not in allowed
    ]
    return problems


def is_texts(value: Any) -> bool:
    """A list of texts."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_entries(value: Any) -> bool:
    """A list of ids and of things with an id."""
    return isinstance(value, list) and all(
        isinstance(item, str) or (isinstance(item, dict) and isinstance(item.get("id"), str)) for item in value
    )


def is_both(value: Any) -> bool:
    """The texts zh and en, and nothing else."""
    if not (isinstance(value, dict) and set(value) == {"zh", "en"}):
        return False
    return all(isinstance(text, str) and text.strip() for text in value.values())


def is_date(value: Any) -> bool:
    """A day; YAML reads a time of day as a `datetime`, which is not one."""
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


#: shape → (test, what it should be in Chinese, in English)
_SHAPES: dict[str, tuple[Callable[[Any], bool], str, str]] = {
    "text": (lambda value: isinstance(value, str), "文本", "text"),
    "texts": (is_texts, "文本列表", "a list of texts"),
    "items": (lambda value: isinstance(value, list) and bool(value), "非空列表", "a list, not empty"),
    "entries": (is_entries, "编号列表，或带 id 的定义", "a list of ids, or of definitions with an id"),
    "both": (is_both, "zh 和 en 两项文本", "the texts zh and en"),
    "date": (is_date, "日期，如 2021-12-31", "a date such as 2021-12-31"),
    "flag": (lambda value: isinstance(value, bool), "yes 或 no", "yes or no"),
    "mapping": (lambda value: isinstance(value, dict) and bool(value), "非空键值对", "a mapping, not empty"),
}


def check_shapes(mapping: Mapping[str, Any], where: Locator, shapes: Mapping[str, str]) -> list[Problem]:
    """Problems of a mapping's values: each key of `shapes` that is present must have that shape."""
    problems = []
    for key, shape in shapes.items():
        fits, zh, en = _SHAPES[shape]
        if key in mapping and not fits(mapping[key]):
            place = Locator(where.file, column=f"{where.value} {key}".strip(), value=str(mapping[key]))
            problems.append(Problem(place, f"应为{zh}", f"must be {en}"))
    return problems
