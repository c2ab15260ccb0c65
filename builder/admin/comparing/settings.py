"""The settings of a question, each by the label that its page has for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builder.admin.comparing.changes import Change, altered
from builder.admin.comparing.sides import Sides, quoted
from builder.admin.config_texts import LABELS, VALUES
from builder.flows.document import Field
from builder.texts import CONFIG_SLOTS

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOVING = re.compile(r"today([+-]\d+)?", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def compare_settings(sides: Sides, was: Field, now: Field) -> Iterator[Change]:
    """Say which settings are others; of another kind, all that it has by its nature."""
    for name in dict.fromkeys([*now.config, *was.config]):
        before, after = was.config.get(name), now.config.get(name)
        if before == after or (was.kind != now.kind and not (before and after)):
            continue
        what = quoted(_label(now.kind, name))
        if name in CONFIG_SLOTS:
            yield from sides.reworded(what, before, after)
        else:
            yield from altered(what, _value(name, before), _value(name, after))


def _label(kind: str, name: str) -> str:
    label, _help = LABELS.get((kind, name)) or LABELS.get(name, (name, ""))
    return str(label)


def _value(name: str, value: Any) -> str:
    """Say a setting's value; none is said as nothing, which is a setting taken away."""
    known = VALUES.get(name, {})
    if isinstance(value, list):
        return ", ".join(_value(name, one) for one in value)
    if value in known:
        return str(known[value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return ""
    return _day(str(value)) or _number(str(value))


def _number(value: str) -> str:
    return number_format(value) if _NUMBER.fullmatch(value) else value


def _day(value: str) -> str:
    if _DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    moving = _MOVING.fullmatch(value)
    if not moving:
        return ""
    days = int(moving[1] or 0)
    if not days:
        return _("the day of the enquiry")
    said = ngettext("%(n)s day", "%(n)s days", abs(days)) % {"n": abs(days)}
    after, before = _("%(days)s after the enquiry"), _("%(days)s before the enquiry")
    return (after if days > 0 else before) % {"days": said}
