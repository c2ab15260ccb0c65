"""Form fields for settings that no field of Django's fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,4})?", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+", re.ASCII)
_MOVING = re.compile(r"today(?:([+-])(\d{1,4}))?", re.ASCII)
_MOST_DAYS = 9999


def read_decimal(text: str) -> str | None:
    """Read a number as people type it ("1.200,50", "12.5") into the way documents write it."""
    text = text.replace(" ", "").replace("\u00a0", "").replace("\u2212", "-")
    if get_format("DECIMAL_SEPARATOR") == "," and ("," in text or _THOUSANDS.fullmatch(text)):
        text = text.replace(".", "").replace(",", ".")
    if not _DECIMAL.fullmatch(text):
        return None
    try:
        return format(Decimal(text), "f")
    except InvalidOperation:
        return None


class DecimalSetting(forms.CharField):
    """A decimal number as a string, exact; None where it is left empty."""

    widget = UnfoldAdminTextInputWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        """Show what was saved with the separator of the page's language."""
        if isinstance(value, str) and _DECIMAL.fullmatch(value):
            return value.replace(".", str(get_format("DECIMAL_SEPARATOR")))
        return value

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if not text:
            return None
        number = read_decimal(text)
        if number is None:
            raise ValidationError(_("Enter a number with at most four decimal places."))
        return number

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class DateBoundWidget(forms.MultiWidget):
    """Whether there is a bound, the day, and the number of days; admin.js shows what is needed."""

    template_name = "builder/date_bound.html"

    def __init__(self) -> None:
        kinds = [
            ("", _("No limit")),
            ("day", _("A certain day")),
            ("today", _("The day of the enquiry")),
            ("after", _("Days after the enquiry")),
            ("before", _("Days before the enquiry")),
        ]
        common = {"class": "zf-control"}
        super().__init__(
            [
                forms.Select(attrs=common | {"data-bound": "kind"}, choices=kinds),
                forms.DateInput(
                    attrs=common | {"type": "date", "data-bound": "day"}, format="%Y-%m-%d"
                ),
                forms.NumberInput(
                    attrs=common | {"min": 1, "max": _MOST_DAYS, "data-bound": "days"}
                ),
            ]
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (gettext("Limit"), gettext("Day"), gettext("Number of days"))
        for part, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["attrs"]["aria-label"] = label
        return context

    def decompress(self, value: Any) -> list[Any]:
        moving = _MOVING.fullmatch(value) if isinstance(value, str) else None
        if moving is None:
            return ["day", value, None] if value else ["", None, None]
        sign, days = moving.groups()
        return [{"+": "after", "-": "before"}.get(sign, "today"), None, days]


class DateBoundField(forms.MultiValueField):
    """A day, the day of the enquiry, or so many days around it: "today+14"."""

    widget = DateBoundWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = (
            forms.CharField(required=False),
            forms.DateField(required=False, input_formats=["%Y-%m-%d"]),
            forms.IntegerField(required=False, min_value=1, max_value=_MOST_DAYS),
        )
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[Any]) -> str | None:
        kind, day, days = [*data_list, None, None, None][:3]
        if kind == "day":
            if not isinstance(day, date):
                raise ValidationError(_("Enter the day."))
            return day.isoformat()
        if kind in {"after", "before"}:
            if days is None:
                raise ValidationError(_("Enter the number of days."))
            return f"today{'+' if kind == 'after' else '-'}{days}"
        return "today" if kind == "today" else None
