"""A text of several lines."""

from __future__ import annotations

from .base import gettext_noop
from .lines import LimitedText


class LongText(LimitedText):
    """A text of several lines: what happened, what is wanted."""

    name = "long_text"
    label = gettext_noop("Long text")
    description = gettext_noop("Several lines, for a description in the person's own words.")
    limit = 5000
    lines = True
