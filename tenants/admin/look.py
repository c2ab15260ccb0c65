"""The look of a tenant's assistants: colours, corners, type."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldBooleanSwitchWidget,
)

from tenants import theme
from tenants.access import EDITORS, NOBODY, tenant_of
from tenants.looks import PRESETS
from tenants.models import Look
from tenants.scoping import TenantModelAdmin
from tenants.sites import Entry, customers

COLOURS: dict[str, Any] = {
    "accent": _("Main colour"),
    "on_accent": _("Text on the main colour"),
    "ink": _("Text"),
    "quiet": _("Secondary text"),
    "surface": _("Cards"),
    "paper": _("Page behind the cards"),
    "line": _("Lines"),
    "control": _("Frames of inputs"),
}
NAMES = COLOURS | {
    f"{token}_dark": format_lazy("{} ({})", label, _("dark")) for token, label in COLOURS.items()
}
NAMES |= {
    "wrong": _("Errors"),
    "attention": _("Notices"),
    "wrong_dark": format_lazy("{} ({})", _("Errors"), _("dark")),
    "attention_dark": format_lazy("{} ({})", _("Notices"), _("dark")),
}
FONTS = {
    "system": _("The device's own"),
    "humanist": _("Soft, without serifs"),
    "geometric": _("Clear, without serifs"),
    "serif": _("With serifs"),
    "host": _("That of your website"),
}
SPACINGS = {"compact": _("Compact"), "normal": _("Normal"), "airy": _("Airy")}
validate_colour = RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", _("Choose a colour."))


class ColourField(forms.CharField):
    """A colour as #rrggbb, in small letters."""

    def __init__(self, token: str) -> None:
        super().__init__(
            label=COLOURS[token.removesuffix("_dark")],
            validators=[validate_colour],
            initial=theme.DEFAULT[token],
            widget=forms.TextInput(
                attrs={"type": "color", "class": "zf-colour", "data-token": token}
            ),
            required=not token.endswith("_dark"),
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class TokensForm(forms.ModelForm):  # type: ignore[type-arg]
    """The tokens of a row's look as fields; what is as it would be anyway isn't saved."""

    radius = forms.IntegerField(
        label=_("Rounding of corners"),
        min_value=0,
        max_value=theme.MOST_RADIUS,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"data-token": "radius"}),
        help_text=_("In pixels, from 0 (square) to 24."),
    )
    font = forms.ChoiceField(
        label=_("Type"),
        choices=list(FONTS.items()),
        widget=UnfoldAdminSelectWidget(attrs={"data-token": "font"}),
    )
    spacing = forms.ChoiceField(
        label=_("Spacing"),
        choices=list(SPACINGS.items()),
        widget=UnfoldAdminSelectWidget(attrs={"data-token": "spacing"}),
    )
    own_dark = forms.BooleanField(
        label=_("Colours of our own for dark screens"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_("Without them, people who prefer dark screens see our dark colours."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saved = self.instance.theme
        self.initial |= (
            self.general() | saved | {"own_dark": bool(theme.DARK.keys() & saved.keys())}
        )

    def general(self) -> dict[str, str]:
        """Return the look that the row has as long as it says nothing."""
        return theme.DEFAULT

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.instance.theme = self.tokens(cleaned)
            for pair in theme.alike(self.general() | self.instance.theme):
                self.add_error(pair.one, too_alike(pair))
        return cleaned

    def tokens(self, cleaned: dict[str, Any]) -> dict[str, str]:
        """Return what differs from the general look, and what isn't chosen here."""
        others = {
            token: v for token, v in self.instance.theme.items() if token not in theme.DEFAULT
        }
        wanted = theme.DEFAULT.keys() - (set() if cleaned.get("own_dark") else theme.DARK.keys())
        chosen = {token: str(cleaned[token]) for token in theme.DEFAULT if token in wanted}
        said = {token: value for token, value in chosen.items() if value}
        return others | theme.differing(said, self.general())


TokensForm.declared_fields |= {token: ColourField(token) for token in (*theme.LIGHT, *theme.DARK)}


class LookForm(TokensForm):
    class Meta:
        model = Look
        fields = ()


def too_alike(pair: theme.Alike) -> str:
    """Say which two colours can't be told apart, and by how much they should."""
    figures = {"found": number_format(pair.found, 1), "least": number_format(pair.least, 1)}
    return _sentence(pair.one, pair.other) % figures


def _sentence(one: str, other: str) -> str:
    names = {"one": str(NAMES[one]), "other": str(NAMES[other])}
    text = gettext(
        "“%(one)s” and “%(other)s” are too alike to be read well: the contrast is {found} to 1, "
        "and at least {least} to 1 is needed."
    )
    return (text % names).format(found="%(found)s", least="%(least)s")


def pairs() -> list[dict[str, Any]]:
    """Tell the page what it watches while colours are chosen."""
    return [
        {"one": one, "other": other, "least": least, "sentence": _sentence(one, other)}
        for one, other, least in theme.pairs()
    ]


def page_context(default_look: dict[str, str]) -> dict[str, Any]:
    """Tell the page what it watches, what holds where nothing is chosen, and what to begin with."""
    return {
        "pairs": pairs(),
        "default_look": theme.DEFAULT | theme.SIGNS | default_look,
        "presets": [
            {"label": gettext(preset.label), "tokens": theme.DEFAULT | preset.tokens}
            for preset in PRESETS
        ],
        "show_save_and_continue": False,
    }


def _two_by_two(tokens: dict[str, str]) -> list[tuple[str, ...]]:
    names = list(tokens)
    return [tuple(names[at : at + 2]) for at in range(0, len(names), 2)]


FIELDSETS: Any = (
    (_("Colours"), {"fields": _two_by_two(theme.LIGHT)}),
    (_("Shape and type"), {"fields": ("radius", "font", "spacing")}),
    (_("Dark screens"), {"fields": ("own_dark", *_two_by_two(theme.DARK))}),
)


@admin.register(Look, site=customers)
class LookAdmin(TenantModelAdmin):
    sidebar = Entry(45, "palette", _("Look"))
    tenant_path = "id"
    may_view = may_change = EDITORS
    may_add = may_delete = NOBODY

    form: type[TokensForm] = LookForm
    change_form_template = "tenants/look.html"
    warn_unsaved_form = True
    conditional_fields: ClassVar[Any] = dict.fromkeys(theme.DARK, "own_dark == true")
    fieldsets: ClassVar[Any] = FIELDSETS

    class Media:
        js = ("tenants/look.js",)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Go straight to the one look there is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._here(tenant_of(request).pk)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        context |= page_context({})
        return super().render_change_form(request, context, *args, **kw)

    def save_model(self, request: HttpRequest, obj: Look, form: Any, change: bool) -> None:
        obj.save(update_fields=["theme"])

    def response_post_save_change(self, request: HttpRequest, obj: Look) -> HttpResponse:
        return self._here(obj.pk)

    def _here(self, pk: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:tenants_look_change", args=[pk]))
