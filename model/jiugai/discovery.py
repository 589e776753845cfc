"""Finding the rules of a room: a rule is registered by standing there, so no list can forget it."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar, Protocol, TypeVar


class _Named(Protocol):
    id: ClassVar[str]


T = TypeVar("T", bound=_Named)


def classes_in(package: str, base: type[T]) -> tuple[type[T], ...]:
    """Every concrete subclass of `base` that a module of `package` defines; the order is the caller's affair.

    Raises TypeError where one has no `id` of its own, or where two have the same.
    """
    found: dict[str, type[T]] = {}
    for name in sorted(module.name for module in iter_modules(import_module(package).__path__)):
        module = import_module(f"{package}.{name}")
        for item in vars(module).values():
            if not isinstance(item, type) or not issubclass(item, base) or item is base:
                continue
            rule = vars(item).get("id")
            if item.__module__ != module.__name__ or (inspect.isabstract(item) and rule is None):
                continue
            if not isinstance(rule, str):
                raise TypeError(f"{item.__module__}.{item.__name__} has no id")
            if inspect.isabstract(item):
                missing = ", ".join(sorted(getattr(item, "__abstractmethods__", ())))
                raise TypeError(f"{item.__module__}.{item.__name__} lacks {missing}")
            if rule in found:
                raise TypeError(f"rule {rule} is defined twice: in {found[rule].__module__} and in {item.__module__}")
            found[rule] = item
    return tuple(found.values())
