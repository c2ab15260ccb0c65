"""When an assistant is open: a page of live settings, which hold at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from builder import availability
from builder.admin.visits import Visit
from builder.flows.messages import message
from builder.languages import language_name
from builder.models import Assistant

MOST_CAP = 1_000_000
_CLOSED = "closed_"


class MomentField(forms.DateTimeField):
    """A time in the assistant's time zone, as the browser's own control sends it."""

    def __init__(self, zone: ZoneInfo, **kwargs: Any) -> None:
        self.zone = zone
        widget = forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "zf-control"}, format="%Y-%m-%dT%H:%M"
        )
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        super().__init__(required=False, widget=widget, input_formats=formats, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            moment = super().to_python(value)
        if moment is not None and not availability.is_sensible(moment):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class AvailabilityForm(forms.Form):
    """From when on, until when, for how many, and what is said otherwise."""

    cap = forms.IntegerField(
        label=gettext_lazy("Most enquiries"),
        help_text=gettext_lazy("Test enquiries don't count. Leave it empty for any number."),
        required=False,
        min_value=1,
        max_value=MOST_CAP,
        widget=forms.NumberInput(attrs={"class": "zf-control zf-narrow"}),
    )
    anew = forms.BooleanField(label=gettext_lazy("Begin counting at zero again"), required=False)

    def __init__(self, assistant: Assistant, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(assistant.time_zone)
        said = {"zone": assistant.time_zone}
        hint = _("In the time zone %(zone)s. Leave it empty for no limit.") % said
        opens = MomentField(zone, label=_("Opens"), help_text=hint)
        closes = MomentField(zone, label=_("Closes"), help_text=hint)
        self.fields = {"opens_at": opens, "closes_at": closes, **self.fields}
        if assistant.cap is None:
            del self.fields["anew"]
        for locale in assistant.locales:
            self.fields[_CLOSED + locale] = self.closed_field(locale)

    def closed_field(self, locale: str) -> forms.CharField:
        name = {"language": language_name(locale)}
        return forms.CharField(
            label=_("What is said while it isn't open (%(language)s)") % name,
            help_text=_("Without words of your own: “%(words)s”")
            % {"words": message("closed", locale)},
            required=False,
            max_length=availability.LONGEST_CLOSED,
            validators=[ProhibitNullCharactersValidator()],
            widget=forms.Textarea(attrs={"class": "zf-control", "rows": 2, "lang": locale}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close after it has opened."))
        return cleaned

    def save(self, assistant: Assistant) -> None:
        said = self.cleaned_data
        texts = {
            name.removeprefix(_CLOSED): text
            for name, text in said.items()
            if name.startswith(_CLOSED) and text
        }
        availability.change(
            assistant,
            opens_at=said["opens_at"],
            closes_at=said["closes_at"],
            cap=said["cap"],
            closed_text=texts,
            anew=bool(said.get("anew")),
        )


def availability_page(visit: Visit) -> HttpResponseBase:
    """Show and set when the assistant is open; it holds within two seconds."""
    assistant = visit.assistant
    initial = {name: getattr(assistant, name) for name in ("opens_at", "closes_at", "cap")}
    initial |= {_CLOSED + locale: text for locale, text in assistant.closed_text.items()}
    form = AvailabilityForm(
        assistant, visit.request.POST if visit.posted else None, initial=initial
    )
    if visit.posted and form.is_valid():
        form.save(assistant)
        visit.log("availability")
        return visit.go("availability", done=_("The availability was changed. It holds at once."))
    status = 422 if visit.posted else 200
    return visit.show("availability.html", _("Availability"), status=status, form=form)
