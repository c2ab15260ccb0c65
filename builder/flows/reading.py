"""Dataclasses from JSON and back, strictly: no key may be missing, none may be unknown."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class DocumentError(ValueError):
    """JSON that is no flow document; the text names the place."""


def read(kind: type[T], data: Any) -> T:
    """Build a dataclass from JSON. Raises DocumentError with the place of the first fault."""
    return _read(kind, data, "document")  # type: ignore[no-any-return]


def write(value: Any) -> Any:
    """Turn a dataclass back into the JSON it was read from."""
    if is_dataclass(value):
        return {_key(f.name): write(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [write(item) for item in value]
    if isinstance(value, dict):
        return {key: write(item) for key, item in value.items()}
    return value


def _read(kind: Any, data: Any, where: str) -> Any:
    if kind is Any:
        return data
    if is_dataclass(kind):
        return _read_object(kind, data, where)
    origin = get_origin(kind)
    if origin is None:
        return _read_plain(kind, data, where)
    return _READERS[origin](get_args(kind), data, where)


def _read_object(kind: Any, data: Any, where: str) -> Any:
    hints = _hints(kind)
    _expect(isinstance(data, dict), where, "an object")
    for key in data.keys() ^ hints.keys():
        raise DocumentError(f"{where}: key {str(key)[:40]!r} is missing or unknown")
    values = (_read(hint, data[key], f"{where}.{key}") for key, hint in hints.items())
    return kind(*values)


def _read_plain(kind: Any, data: Any, where: str) -> Any:
    # bool is an int to isinstance, but not to JSON.
    _expect(type(data) is kind, where, f"of type {kind.__name__}")
    return data


def _read_optional(args: Any, data: Any, where: str) -> Any:
    return None if data is None else _read(args[0], data, where)


def _read_tuple(args: Any, data: Any, where: str) -> Any:
    _expect(isinstance(data, list), where, "a list")
    return tuple(_read(args[0], item, f"{where}[{at}]") for at, item in enumerate(data))


def _read_list(args: Any, data: Any, where: str) -> Any:
    return list(_read_tuple(args, data, where))


def _read_dict(args: Any, data: Any, where: str) -> Any:
    _expect(isinstance(data, dict), where, "an object")
    return {key: _read(args[1], item, f"{where}.{key}") for key, item in data.items()}


_READERS: dict[Any, Callable[[Any, Any, str], Any]] = {
    types.UnionType: _read_optional,
    tuple: _read_tuple,
    list: _read_list,
    dict: _read_dict,
}


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {_key(f.name): hints[f.name] for f in fields(kind)}


def _key(name: str) -> str:
    """`if` is a word of Python's own, so that the dataclass calls it `if_`."""
    return name.rstrip("_")


def _expect(fits: bool, where: str, wanted: str) -> None:
    if not fits:
        raise DocumentError(f"{where}: must be {wanted}")
