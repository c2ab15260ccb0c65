"""The rows in which questions are added and sorted: a step's, and those of a group's entries."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from builder.admin.ordering import OrderedFormSet
from builder.admin.palette import kind_choices, palette
from builder.admin.recalling import RecallingForm, RecallingInline
from builder.fields import KINDS
from builder.models import Field
from tenants.scoping import TenantTabularInline


class FieldRowForm(RecallingForm):
    """One question: what is asked, and of which kind. The kind stays once it is saved."""

    recalling = ("label",)

    within: ClassVar[bool] = False

    kind = forms.ChoiceField(label=_("Kind"), widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kind: Any = self.fields["kind"]
            kind.choices = kind_choices(within=self.within)
            kind.disabled = not self.instance._state.adding
        known = KINDS.get(self.instance.kind)
        if known is not None and not known.asks and "required" in self.fields:
            self.fields["required"].disabled = True

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        field: Field = self.instance
        if field._state.adding and field.kind in KINDS:
            kind = KINDS[field.kind]
            field.config = kind.default_config()
            field.data_class = kind.data_class
            field.required = field.required and kind.asks


class PartRowForm(FieldRowForm):
    within = True


class PartFormSet(OrderedFormSet):
    """Questions of a group's entries stand in the group's step."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.step_id = self.instance.step_id
        return super().save_new(form, commit)


class FieldInline(RecallingInline, TenantTabularInline):
    model = Field
    fk_name = "step"
    tenant_path = "step__assistant__tenant"
    form = FieldRowForm
    formset = OrderedFormSet
    fields = ("label", "kind", "required", "more", "position")
    readonly_fields = ("more",)
    ordering_field = "position"
    hide_ordering_field = True
    hide_title = True
    show_change_link = False
    template_after = "builder/palette.html"
    within = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(parent=None)

    def palette(self) -> Any:
        return palette(within=self.within)

    @admin.display(description=_("Settings"))
    def more(self, field: Field) -> str:
        if field._state.adding:
            return gettext("after saving")
        href = reverse("admin:builder_field_change", args=[field.pk])
        return format_html('<a class="zf-link" href="{}">{}</a>', href, gettext("Open"))


class PartInline(FieldInline):
    fk_name = "parent"
    form = PartRowForm
    formset = PartFormSet
    within = True
    verbose_name = _("question of an entry")
    verbose_name_plural = _("questions of an entry")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super(FieldInline, self).get_queryset(request)
