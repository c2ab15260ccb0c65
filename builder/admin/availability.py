"""When an assistant is open: a page of live settings, which hold at once."""

from __future__ import annotations

from datetime import UTC, datetime
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
_INITIAL = ("opens_at", "closes_at", "cap", "holds_suspects")
_WHICH = "_which"


class MomentField(forms.DateTimeField):
    """What a clock in a time zone says, as the browser's own control sends it."""

    def __init__(self, zone: ZoneInfo, **kwargs: Any) -> None:
        self.zone = zone
        widget = forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "zf-control"}, format="%Y-%m-%dT%H:%M"
        )
        super().__init__(required=False, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):
            said = super().to_python(value)
        if said is None:
            return None
        if not availability.is_sensible(said):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return said.replace(tzinfo=None)

    def moments(self, value: Any) -> list[datetime]:
        """List the moments that were typed, or that are meant by what is saved."""
        try:
            said = self.to_python(self.prepare_value(value))
        except forms.ValidationError:
            said = None
        return availability.moments(said, self.zone) if said else []


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
        self.zone = ZoneInfo(assistant.time_zone)
        moments = {**self.moment_fields("opens_at", _("Opens"))}
        moments |= self.moment_fields("closes_at", _("Closes"))
        self.fields = {**moments, **self.fields}
        if assistant.cap is None:
            del self.fields["anew"]
        for locale in assistant.locales:
            self.fields[_CLOSED + locale] = self.closed_field(locale)
        self.fields["holds_suspects"] = forms.BooleanField(
            label=_("Hold back what looks like spam"),
            help_text=_("It waits in the quarantine for you. Otherwise it is delivered at once."),
            required=False,
        )

    def moment_fields(self, name: str, label: str) -> dict[str, forms.Field]:
        """Return the field for a time, and one for which of the two where it comes twice."""
        hint = _("In the time zone %(zone)s. Leave it empty for no limit.")
        said = {"zone": self.zone.key}
        field = MomentField(self.zone, label=label, help_text=hint % said)
        moments = field.moments(self.data.get(name) if self.is_bound else self.initial.get(name))
        if len(moments) < 2:  # noqa: PLR2004 - an hour that comes twice
            return {name: field}
        first, second = (one.astimezone(self.zone).tzname() for one in moments)
        choices = [
            ("", _("Please choose")),
            ("0", _("the first time (%(zone)s)") % {"zone": first}),
            ("1", _("the second time (%(zone)s)") % {"zone": second}),
        ]
        which = forms.ChoiceField(
            label=_("%(label)s: the clocks go back that day, and this time comes twice")
            % {"label": label},
            choices=choices,
            required=False,
            initial=moments.index(self.initial[name]) if self.initial.get(name) in moments else "",
            widget=forms.Select(attrs={"class": "zf-control"}),
        )
        return {name: field, name + _WHICH: which}

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
        opens, closes = (self.settle(name) for name in ("opens_at", "closes_at"))
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close after it has opened."))
        return cleaned

    def settle(self, name: str) -> datetime | None:
        """Find the moment that is meant by what a clock says."""
        said = self.cleaned_data.get(name)
        moments = availability.moments(said, self.zone) if said else []
        which = self.cleaned_data.get(name + _WHICH, "")
        if said and not moments:
            self.add_error(name, _("There is no such time: the clocks are put on past it."))
        elif len(moments) > 1 and not which:
            self.add_error(name + _WHICH, _("Say which of the two is meant."))
        meant = moments[int(which or 0)] if moments else None
        self.cleaned_data[name] = meant
        return meant

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
        availability.hold_suspects(assistant, said["holds_suspects"])


def availability_page(visit: Visit) -> HttpResponseBase:
    """Show and set when the assistant is open; it holds within two seconds."""
    assistant = visit.assistant
    initial = {name: getattr(assistant, name) for name in _INITIAL}
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
