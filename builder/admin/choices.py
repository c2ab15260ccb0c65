"""The rows of a field's choices, each with its picture."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from builder import pictures
from builder.admin.frozen import FROZEN, frozen
from builder.admin.ordering import OrderedFormSet
from builder.models import Asset, Choice
from tenants.models import Tenant
from tenants.scoping import TenantTabularInline

# The kinds whose choices show pictures.
PICTURED = frozenset({"picture_choice", "multiple_choice"})


class PictureWidget(forms.Widget):
    """The picture there is, a file to take instead, and a box to take it away."""

    template_name = "builder/picture.html"
    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if files.get(name):
            return files[name]
        return "" if data.get(f"{name}-clear") else data.get(f"{name}-kept", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-kept" not in data

    def format_value(self, value: Any) -> Any:
        return value if isinstance(value, Asset) else None


class PictureField(forms.Field):
    """Reads an upload into an asset at once: a page that comes back with an error keeps it."""

    widget = PictureWidget
    tenant: Tenant | None = None
    saved: Asset | None = None
    kept: Asset | None = None

    def clean(self, value: Any) -> Asset | None:
        if self.tenant is None or not value:
            return None
        if isinstance(value, UploadedFile):
            self.kept = pictures.keep(self.tenant, pictures.encode(value))
        elif self.saved is not None and self.saved.hash == value:
            self.kept = self.saved
        else:
            ours = Asset.objects.filter(tenant=self.tenant, hash=str(value))
            self.kept = ours.defer("content").first()
            if self.kept is None:
                raise ValidationError(gettext("This picture isn't there any more."))
        return self.kept

    def bound_data(self, data: Any, initial: Any) -> Any:
        if isinstance(data, UploadedFile):
            return self.kept or initial
        return self.kept if data else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        if isinstance(data, UploadedFile):
            return True
        return (initial.hash if initial else "") != (data or "")


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg]
    frozen: ClassVar[dict[str, str]] = {}
    tenant: ClassVar[Tenant | None] = None

    picture = PictureField(label=_("Picture"), required=False)

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
    fields = ("label", "help", "picture", "value", "position")
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
