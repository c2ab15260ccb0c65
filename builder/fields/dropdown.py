"""One answer out of many."""

from __future__ import annotations

from .base import gettext_noop
from .single_choice import SingleChoice


class Dropdown(SingleChoice):
    """Exactly one of many choices, found by typing a part of it."""

    name = "dropdown"
    label = gettext_noop("Dropdown with search")
    description = gettext_noop("One answer out of many, found by typing a part of it.")
