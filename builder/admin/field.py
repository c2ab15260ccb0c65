"""The page of one field: all settings of its kind, its condition, its choices."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from builder import keys
from builder.admin.conditions import Askable, ConditionField
from builder.admin.config_fields import PREFIX, config_fields, read_config
from builder.admin.drafts import (
    DraftAdmin,
    DraftForm,
    assistant_crumb,
    back_to,
    list_crumb,
    to_assistants,
)
from builder.admin.ordering import OrderedFormSet
from builder.fields import KINDS
from builder.models import Assistant, Choice, Field, Step
from tenants.access import NOBODY
from tenants.scoping import TenantTabularInline
from tenants.sites import customers

FROZEN = _("It was published under this name, and your systems know it by it. It stays.")


def asked_before(step: Step, field: Field | None = None) -> Askable:
    """Return the fields that are asked before a step, or before a field of it."""
    earlier = Q(step__position__lt=step.position)
    if field is not None:
        earlier |= Q(step=step, position__lt=field.position)
    rows = Field.objects.filter(earlier, step__assistant=step.assistant_id)
    return Askable(rows.order_by("step__position", "position").prefetch_related("choices"))


def frozen(assistant: Assistant) -> dict[str, str]:
    """Return what is fixed by publishing, read once per page: it reads every version."""
    found: dict[str, str] | None = getattr(assistant, "_frozen_names", None)
    if found is None:
        found = keys.frozen(assistant)
        assistant._frozen_names = found  # type: ignore[attr-defined]
    return found


class FieldForm(DraftForm):
    """Settings of one field. Subclasses are made per kind, with the fields of its schema."""

    visible_if = ConditionField(label=_("Shown only if"))

    class Meta:
        model = Field
        fields = ("label", "help", "required", "key", "purpose", "data_class", "visible_if")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Field = self.instance
        for name, value in field.config.items():
            if PREFIX + name in self.fields:
                self.fields[PREFIX + name].initial = value
        condition = self.fields.get("visible_if")
        if isinstance(condition, ConditionField):
            condition.offer(asked_before(field.step, field), field.visible_if)
        if "key" in self.fields and str(field.pk) in frozen(field.step.assistant):
            self.fields["key"].disabled = True
            self.fields["key"].help_text = FROZEN

    def clean_key(self) -> str:
        """Refuse a name that another field of the assistant has."""
        key: str = self.cleaned_data["key"]
        others = Field.objects.filter(step__assistant=self.instance.step.assistant_id, key=key)
        if key and others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another field of this assistant has this key."))
        return key

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("data_class", "none") != "none" and not cleaned.get("purpose"):
            self.add_error("purpose", _("Say what you need this personal answer for."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        kind = KINDS.get(self.instance.kind)
        if kind is not None:
            self.instance.config = read_config(kind, self.instance.config, self.cleaned_data)


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg]
    frozen: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "value" in self.fields and str(self.instance.pk) in self.frozen:
            self.fields["value"].disabled = True
            self.fields["value"].widget.attrs["title"] = str(FROZEN)


class ChoiceInline(TenantTabularInline):
    model = Choice
    tenant_path = "field__step__assistant__tenant"
    form = ChoiceForm
    formset = OrderedFormSet
    fields = ("label", "help", "value", "position")
    ordering_field = "position"
    hide_ordering_field = True
    hide_title = True
    show_change_link = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        fixed = frozen(obj.step.assistant) if obj is not None else {}
        kwargs["form"] = type("ChoiceForm", (ChoiceForm,), {"frozen": fixed})
        return super().get_formset(request, obj, **kwargs)


@admin.register(Field, site=customers)
class FieldAdmin(DraftAdmin):
    tenant_path = "step__assistant__tenant"
    may_add = NOBODY
    form = FieldForm
    inlines = (ChoiceInline,)
    saved = ("label", "help", "required", "key", "purpose", "data_class", "visible_if", "config")
    list_select_related = ("step__assistant",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("step__assistant__tenant")

    def assistant_of(self, obj: Field) -> Assistant:
        return obj.step.assistant

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return to_assistants()

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        extra = config_fields(KINDS[obj.kind]) if obj and obj.kind in KINDS else {}
        kwargs["form"] = type("FieldForm", (FieldForm,), extra)
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        kind = KINDS.get(obj.kind) if obj else None
        settings = tuple(config_fields(kind)) if kind else ()
        about = f"{gettext(kind.label)}: {gettext(kind.description)}" if kind else ""
        return (
            (None, {"fields": ("label", "help", "required", *settings), "description": about}),
            (_("When it is asked"), {"fields": ("visible_if",)}),
            (_("Privacy"), {"fields": ("data_class", "purpose")}),
            (_("For your systems"), {"fields": ("key",)}),
        )

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        kind = KINDS.get(obj.kind) if obj else None
        return self.inlines if kind and kind.has_choices else ()

    def crumbs(self, obj: Field) -> list[tuple[str, str]]:
        step = obj.step
        here = reverse("admin:builder_field_change", args=[obj.pk])
        to_step = (step.title, reverse("admin:builder_step_change", args=[step.pk]))
        return [list_crumb(), assistant_crumb(step.assistant), to_step, (obj.label, here)]

    def response_post_save_change(self, request: HttpRequest, obj: Field) -> Any:
        return back_to("admin:builder_step_change", obj.step_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        request.zenflow_parent = obj.step_id  # type: ignore[attr-defined]
        super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: str) -> Any:
        super().response_delete(request, obj_display, obj_id)
        return back_to("admin:builder_step_change", request.zenflow_parent)  # type: ignore[attr-defined]
