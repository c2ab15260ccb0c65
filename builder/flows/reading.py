"""Dataclasses from JSON and back, strictly: no key may be unknown.

None may be missing either, but for one that has a default: what was stored before there was such
a key is read as if it said the default. What is written has every key.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, partial
from itertools import chain
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
# Reads a value, given where it stands.
Reader = Callable[[Any, str], Any]
DEEPEST = 64
_MOST = 2**53 - 1
_PLAIN = {str, int, bool, types.NoneType}
_NESTED = {dict, list}
_UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")


class DocumentError(ValueError):
    """JSON that is no flow document; the text names the place."""


def read(kind: type[T], data: Any) -> T:
    """Build a dataclass from JSON. Raises DocumentError with the place of the first fault."""
    expect_sound(data)
    wanted: Any = kind
    return _reader(wanted)(data, "document")  # type: ignore[no-any-return]


def expect_sound(data: Any) -> None:
    """Raise DocumentError for JSON that can't be walked or stored, whatever it says.

    It may not be nested deeper than recursion can follow, and its texts are what every database
    takes: no NUL and no half of a surrogate pair. Its whole numbers are the same in every browser:
    what isn't has no canonical JSON, and so no checksum.
    """
    level: list[Any] = [[data]]
    depth = 0
    while level:
        _expect(depth <= DEEPEST, "document", f"at most {DEEPEST} levels deep")
        parts = [[*part, *part.values()] if type(part) is dict else part for part in level]
        items = list(chain.from_iterable(parts))
        texts = "\n".join([item for item in items if type(item) is str])
        _expect(_UNSTORABLE.search(texts) is None, "document", "made of whole characters")
        exact = all(-_MOST <= item <= _MOST for item in items if type(item) is int)
        _expect(exact, "document", "made of numbers that are exact everywhere")
        level = [item for item in items if type(item) in _NESTED]
        depth += 1


def write(value: Any) -> Any:
    """Turn a dataclass back into the JSON it was read from."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value  # most are: a large document has tens of thousands
    if hasattr(kind, "__dataclass_fields__"):
        return {key: write(getattr(value, place.name)) for key, place in _places(kind).items()}
    if isinstance(value, tuple | list):
        return [write(item) for item in value]
    if isinstance(value, dict):
        return {key: write(item) for key, item in value.items()}
    return value


@cache
def _reader(kind: Any) -> Reader:
    """Make what reads a type; a large document is read by a few of them, thousands of times."""
    if kind is Any:
        return _take
    if is_dataclass(kind):
        return partial(_read_object, kind)
    origin = get_origin(kind)
    if origin is None:
        return partial(_read_plain, kind)
    inner = get_args(kind)[1 if origin is dict else 0]
    return partial(_READERS[origin], _reader(inner))


def _take(data: Any, where: str) -> Any:
    return data


def _read_object(kind: Any, data: Any, where: str) -> Any:
    places = _places(kind)
    _expect(isinstance(data, dict), where, "an object")
    needed = {key for key, place in places.items() if place.needed}
    for key in (data.keys() - places.keys()) | (needed - data.keys()):
        raise DocumentError(f"{where}: key {str(key)[:40]!r} is missing or unknown")
    values = {
        place.name: place.read(data[key], f"{where}.{key}")
        for key, place in places.items()
        if key in data
    }
    return kind(**values)


def _read_plain(kind: Any, data: Any, where: str) -> Any:
    # bool is an int to isinstance, but not to JSON.
    _expect(type(data) is kind, where, f"of type {kind.__name__}")
    return data


def _read_optional(read: Reader, data: Any, where: str) -> Any:
    return None if data is None else read(data, where)


def _read_tuple(read: Reader, data: Any, where: str) -> Any:
    _expect(isinstance(data, list), where, "a list")
    return tuple(read(item, f"{where}[{at}]") for at, item in enumerate(data))


def _read_list(read: Reader, data: Any, where: str) -> Any:
    return list(_read_tuple(read, data, where))


def _read_dict(read: Reader, data: Any, where: str) -> Any:
    _expect(isinstance(data, dict), where, "an object")
    return {key: read(item, f"{where}.{key}") for key, item in data.items()}


_READERS: dict[Any, Callable[[Reader, Any, str], Any]] = {
    types.UnionType: _read_optional,
    tuple: _read_tuple,
    list: _read_list,
    dict: _read_dict,
}


class _Place(NamedTuple):
    """Where the value of a key goes."""

    name: str
    read: Reader
    needed: bool


@cache
def _places(kind: Any) -> dict[str, _Place]:
    hints = get_type_hints(kind)
    return {
        _key(f.name): _Place(
            f.name, _reader(hints[f.name]), f.default is MISSING is f.default_factory
        )
        for f in fields(kind)
    }


def _key(name: str) -> str:
    """`if` is a word of Python's own, so that the dataclass calls it `if_`."""
    return name.rstrip("_")


def _expect(fits: bool, where: str, wanted: str) -> None:
    if not fits:
        raise DocumentError(f"{where}: must be {wanted}")
