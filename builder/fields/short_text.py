"""A text of one line."""

from __future__ import annotations

from .base import gettext_noop
from .lines import LimitedText


class ShortText(LimitedText):
    """A text of one line: a name, a place, a number plate."""

    name = "short_text"
    label = gettext_noop("Short text")
    description = gettext_noop("One line, for a name or a place.")
    limit = 500
