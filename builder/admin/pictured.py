"""A form field for a picture: what is there, a file to take instead, or none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from builder import pictures
from builder.models import Asset
from tenants.models import Tenant


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
