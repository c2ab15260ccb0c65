"""axe on a page: what it finds, in words, in one colour scheme or in both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a colour scheme can change; the rest is the same page.
COLOURS = ["color-contrast", "link-in-text-block"]


def violations(
    page: Page,
    *,
    within: str | None = None,
    only: list[str] = RULES,
    left: Iterable[str] = (),
    frames: bool = True,
) -> list[str]:
    """Say what axe finds: the rule, the place and why, a line for each.

    `only` are tags or names of rules, `left` names of rules that aren't asked. axe tells
    of violations alone: to describe what passed takes it nearly as long again.
    """
    options: dict[str, Any] = {
        "runOnly": only,
        "rules": {name: {"enabled": False} for name in left},
        "resultTypes": ["violations"],
        "iframes": frames,
    }
    response = Axe().run(page, context=within, options=options).response
    return [
        f"{one['id']}: {node['html'][:160]} {[check['message'] for check in node['any']]}"
        for one in response["violations"]
        for node in one["nodes"]
    ]


def in_both_schemes(page: Page, **options: Any) -> list[str]:
    """Say what axe finds in light, and of the colours in dark; leave the page light."""
    said = violations(page, **options)
    page.emulate_media(color_scheme="dark")
    said += [f"dark: {one}" for one in violations(page, **{**options, "only": COLOURS})]
    page.emulate_media(color_scheme="light")
    return said
