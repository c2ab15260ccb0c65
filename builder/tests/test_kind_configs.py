"""What the configs of numbers, scales, days and texts may say, and how far bounds give way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builder.fields import KINDS, Invalid
from builder.flows.findings import ERRORS

from .reading_cases import field_of

TODAY = date(2026, 3, 15)
WRITTEN = {"de": [{"p": ["Hinweis"]}]}


def found(kind: str, **config: Any) -> list[str]:
    """Lint a default config with some of it changed."""
    wanted = {**KINDS[kind].default_config(), **config}
    return KINDS[kind].lint_config(field_of(kind, wanted))


@pytest.mark.parametrize(
    ("kind", "config", "codes"),
    [
        ("number", {"min": "1", "max": "2"}, []),
        ("number", {"min": "2", "max": "2"}, []),
        ("number", {"min": "3", "max": "2"}, ["bad_range"]),
        ("number", {"min": "1,5"}, ["bad_range"]),
        ("number", {"min": 1}, ["bad_range"]),
        ("number", {"min": "1.5", "decimals": 1}, []),
        ("number", {"min": "1.5"}, ["bad_range"]),
        ("number", {"decimals": 5}, ["bad_decimals"]),
        ("number", {"decimals": None}, ["bad_decimals"]),
        ("currency", {"min": "0.01"}, []),
        ("currency", {"min": "0.001"}, ["bad_range"]),
        ("currency", {"currency": "XXX"}, ["unknown_currency"]),
        ("slider", {"step": "0.1"}, []),
        ("slider", {"step": "0.05"}, ["bad_scale"]),
        ("slider", {"step": "3"}, ["bad_scale"]),
        ("slider", {"step": "0"}, ["bad_scale"]),
        ("slider", {"min": "100"}, ["bad_scale"]),
        ("slider", {"max": None}, ["bad_scale"]),
        ("rating", {"max": 3}, []),
        ("rating", {"max": 2}, ["bad_points"]),
        ("rating", {"max": 11}, ["bad_points"]),
        ("date", {"earliest": "today-3", "latest": "today+3"}, []),
        ("date", {"earliest": "today+3", "latest": "today-3"}, ["bad_date_range"]),
        ("date", {"earliest": "2026-02-30"}, ["bad_date_range"]),
        ("date", {"earliest": "1.2.2026"}, ["bad_date_range"]),
        ("date", {"earliest": "2027-01-01", "latest": "2026-01-01"}, ["bad_date_range"]),
        # Sooner or later these cross; today they may well leave days between them.
        ("date", {"earliest": "today", "latest": "1999-01-01"}, []),
        ("birth_date", {"min_age": 18, "max_age": 18}, []),
        ("birth_date", {"min_age": 19, "max_age": 18}, ["bad_ages"]),
        ("birth_date", {"max_age": 131}, ["bad_ages"]),
        ("birth_date", {"min_age": "18"}, ["bad_ages"]),
        ("statement", {"statement": WRITTEN}, []),
        ("statement", {}, ["notice_missing"]),
        ("statement", {"statement": WRITTEN, "tone": "loud"}, ["bad_config"]),
        ("short_text", {"min_length": 5, "max_length": 5}, []),
        ("short_text", {"min_length": 6, "max_length": 5}, ["bad_min_length"]),
        ("short_text", {"min_length": 0}, ["bad_min_length"]),
        ("short_text", {"pattern": "vin"}, []),
        ("short_text", {"pattern": "[a-z]+"}, ["unknown_pattern"]),
        ("long_text", {"min_length": 5001}, ["bad_min_length"]),
    ],
)
def test_a_config_that_nobody_can_keep_is_found(
    kind: str, config: dict[str, Any], codes: list[str]
) -> None:
    assert found(kind, **config) == codes
    assert set(codes) <= ERRORS.keys()


@pytest.mark.parametrize(
    ("kind", "config", "day", "slack", "code"),
    [
        ("date", {"earliest": "today"}, "2026-03-14", 0, "date_too_early"),
        ("date", {"earliest": "today"}, "2026-03-14", 1, None),
        ("date", {"earliest": "today"}, "2026-03-13", 1, "date_too_early"),
        ("date", {"latest": "today+2"}, "2026-03-18", 1, None),
        ("date", {"latest": "today+2"}, "2026-03-19", 1, "date_too_late"),
        ("date", {"latest": "2026-03-15"}, "2026-03-16", 1, "date_too_late"),
        ("birth_date", {}, "2026-03-16", 1, None),
        ("birth_date", {}, "2026-03-17", 1, "date_in_future"),
        ("birth_date", {"min_age": 18}, "2008-03-16", 1, None),
        ("birth_date", {"min_age": 18}, "2008-03-17", 1, "too_young"),
        ("birth_date", {"max_age": 75}, "1950-03-15", 1, None),
        ("birth_date", {"max_age": 75}, "1950-03-14", 1, "too_old"),
    ],
)
def test_bounds_that_move_with_the_day_give_way_by_the_slack(
    kind: str, config: dict[str, Any], day: str, slack: int, code: str | None
) -> None:
    field = field_of(kind, {**KINDS[kind].default_config(), **config})
    refused = None
    try:
        KINDS[kind].judge(field, day, TODAY, slack)
    except Invalid as invalid:
        refused = invalid.code
    assert refused == code


@pytest.mark.parametrize(
    ("kind", "config", "params", "said"),
    [
        ("number", {"unit": {"de": "km"}}, {"max": "12345.5"}, {"max": "12.345,5\u00a0km"}),
        ("number", {}, {"max": 2}, {"max": 2}),
        ("currency", {}, {"min": "1000.00"}, {"min": "1.000,00\u00a0€"}),
        ("slider", {}, {"step": "0.5"}, {"step": "0,5"}),
        ("date", {}, {"min": "2026-03-15"}, {"min": "15.03.2026"}),
        ("birth_date", {}, {"min": 18}, {"min": 18}),
    ],
)
def test_bounds_are_said_as_values_are(
    kind: str, config: dict[str, Any], params: dict[str, Any], said: dict[str, Any]
) -> None:
    field = field_of(kind, {**KINDS[kind].default_config(), **config})
    assert KINDS[kind].spoken(field, params, "de") == said
