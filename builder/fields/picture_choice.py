"""One answer out of several pictures."""

from __future__ import annotations

from .base import gettext_noop
from .single_choice import SingleChoice


class PictureChoice(SingleChoice):
    """Exactly one of the choices, each shown as a picture above its label."""

    name = "picture_choice"
    label = gettext_noop("Picture choice")
    description = gettext_noop("One answer out of several, each with a picture.")
