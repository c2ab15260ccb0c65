"""The rows of a field's choices, each with its picture."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from builder.admin.frozen import FROZEN, frozen
from builder.admin.ordering import OrderedFormSet
from builder.admin.pictured import PictureField
from builder.flows import operands
from builder.models import Choice
from tenants.models import Tenant
from tenants.scoping import TenantTabularInline

# The kinds whose choices show pictures.
PICTURED = frozenset({"picture_choice", "multiple_choice"})


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg]
    frozen: ClassVar[dict[str, str]] = {}
    tenant: ClassVar[Tenant | None] = None

    picture = PictureField(label=_("Picture"), required=False)

    def clean_score(self) -> str:
        """Take a comma for a point, as people type it."""
        score: str = self.cleaned_data["score"].replace(",", ".").replace("−", "-").strip()
        if score and operands.number(score) is None:
            raise forms.ValidationError(_("Write a number, like 3 or -1,5."))
        return score

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picture = self.fields.get("picture")
        if isinstance(picture, PictureField):
            picture.tenant = self.tenant
            picture.saved = self.initial["picture"] = self.instance.picture
        if "value" in self.fields and str(self.instance.pk) in self.frozen:
            self.fields["value"].disabled = True
            self.fields["value"].widget.attrs["title"] = str(FROZEN)


class ChoiceInline(TenantTabularInline):
    model = Choice
    tenant_path = "field__step__assistant__tenant"
    form = ChoiceForm
    formset = OrderedFormSet
    fields = ("label", "help", "picture", "score", "value", "position")
    ordering_field = "position"
    hide_ordering_field = True
    hide_title = True
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("picture").defer("picture__content")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        pictured = obj is not None and obj.kind in PICTURED
        return [name for name in self.fields if name != "picture" or pictured]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        known: dict[str, Any] = {}
        if obj is not None:
            assistant = obj.step.assistant
            known = {"frozen": frozen(assistant), "tenant": assistant.tenant}
            if obj.kind not in PICTURED:
                known["picture"] = None
        kwargs["form"] = type("ChoiceForm", (ChoiceForm,), known)
        return super().get_formset(request, obj, **kwargs)
