"""One answer out of several pictures."""

from __future__ import annotations

from .base import Field, gettext_noop
from .single_choice import SingleChoice


class PictureChoice(SingleChoice):
    """Exactly one of the choices, each shown as a picture above its label."""

    name = "picture_choice"
    label = gettext_noop("Picture choice")
    description = gettext_noop("One answer out of several, each with a picture.")

    def lint_config(self, field: Field) -> list[str]:
        """Ask for a picture of each choice; none keeps it from being published."""
        pictured = all(choice.picture for choice in field.choices)
        return [*super().lint_config(field), *([] if pictured else ["picture_missing"])]
