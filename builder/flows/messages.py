"""Every text that end users read, by language: the widget's in one file, those of our own pages in another."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from .locales import pick

FOLDER = Path(__file__).parent / "messages"
DEFAULT = "de"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@cache
def languages() -> tuple[str, ...]:
    """List the languages there is a file for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def texts(locale: str) -> dict[str, str]:
    """Give every text in a locale, else in its language, else in German."""
    return dict(_load(pick(locale, languages(), DEFAULT)))


def page_text(code: str, locale: str, **params: Any) -> str:
    """Say a text of a page of ours, which no widget needs."""
    return _fill(_load(f"pages/{pick(locale, languages(), DEFAULT)}")[code], params)


def page_texts(page: str, locale: str, **params: Any) -> dict[str, str]:
    """Say all texts of one page of ours, by what follows its name in their codes."""
    loaded = _load(f"pages/{pick(locale, languages(), DEFAULT)}")
    return {
        code.removeprefix(f"{page}_"): _fill(text, params)
        for code, text in loaded.items()
        if code.startswith(f"{page}_")
    }


def message(code: str, locale: str, **params: Any) -> str:
    """Say a text with its placeholders filled; an unknown code is said as it is."""
    template = _load(pick(locale, languages(), DEFAULT)).get(code, code)
    return _fill(template, params)


def _fill(template: str, params: dict[str, Any]) -> str:
    return _PLACEHOLDER.sub(lambda hole: str(params.get(hole.group(1), hole.group())), template)


@cache
def _load(name: str) -> dict[str, str]:
    loaded: dict[str, str] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded
