"""The page of one field: all settings of its kind, its conditions, checks and choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from builder.admin.asked import asked_around
from builder.admin.checking import CheckInline
from builder.admin.choices import ChoiceInline
from builder.admin.conditions import ConditionField
from builder.admin.config_fields import PREFIX, config_fields, faults, read_config
from builder.admin.drafts import (
    DraftAdmin,
    DraftForm,
    assistant_crumb,
    back_to,
    list_crumb,
    to_assistants,
)
from builder.admin.frozen import FROZEN, frozen
from builder.admin.questions import PartInline
from builder.admin.recalling import RecallingForm
from builder.fields import KINDS, FieldKind
from builder.models import Assistant, Field
from builder.texts import CONFIG_SLOTS, source
from tenants.access import NOBODY
from tenants.sites import customers


class FieldForm(RecallingForm, DraftForm):
    """Settings of one field. Subclasses are made per kind, with the fields of its schema."""

    recalling = ("label", "help", f"{PREFIX}statement")

    visible_if = ConditionField(label=_("Shown only if"))
    required_if = ConditionField(
        label=_("Required only if"),
        empty=_("no condition"),
        help_text=_("Matters where the answer isn't required anyway."),
    )

    class Meta:
        model = Field
        fields = (
            "label", "help", "required", "visible_if", "required_if", "required_message",
            "invalid_message", "data_class", "purpose", "key",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Field = self.instance
        if field.kind in KINDS and not KINDS[field.kind].asks:
            self.fields["label"].label = _("Heading")
        for name, value in field.config.items():
            if PREFIX + name in self.fields:
                text = source(field, name) if name in CONFIG_SLOTS else value
                self.fields[PREFIX + name].initial = text
        for name in ("visible_if", "required_if"):
            condition = self.fields.get(name)
            if isinstance(condition, ConditionField):
                condition.offer(asked(field).before, getattr(field, name))
        if "key" in self.fields and str(field.pk) in frozen(field.step.assistant):
            self.fields["key"].disabled = True
            self.fields["key"].help_text = FROZEN

    def clean_key(self) -> str:
        """Refuse a name that another field beside it has."""
        key: str = self.cleaned_data["key"]
        beside = {"step__assistant": self.instance.step.assistant_id, "key": key}
        others = Field.objects.filter(parent=self.instance.parent_id, **beside)
        if key and others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another field of this assistant has this key."))
        return key

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("data_class", "none") != "none" and not cleaned.get("purpose"):
            self.add_error("purpose", _("Say what you need this personal answer for."))
        kind = KINDS.get(self.instance.kind)
        if kind is not None and not self.errors:
            self.read_settings(kind, cleaned)
        return cleaned

    def read_settings(self, kind: FieldKind, cleaned: dict[str, Any]) -> None:
        """Put the settings together; what doesn't fit together is said at the first of them."""
        config = read_config(kind, self.instance.config, cleaned)
        choices = self.instance.choices.count() if kind.has_choices else 0
        wrong = [gettext(sentence) for sentence in faults(kind, config, choices)]
        if wrong:
            first = next((name for name in self.fields if name.startswith(PREFIX)), None)
            self.add_error(first, wrong)
        else:
            self.instance.config = config


def asked(field: Field) -> Any:
    """Return what conditions of a field may look at, found once per page."""
    if not hasattr(field, "asked"):
        field.asked = asked_around(field)  # type: ignore[attr-defined]
    return field.asked  # type: ignore[attr-defined]


@admin.register(Field, site=customers)
class FieldAdmin(DraftAdmin):
    tenant_path = "step__assistant__tenant"
    may_add = NOBODY
    form = FieldForm
    saved = (*FieldForm.Meta.fields, "config")

    def get_queryset(self, request: HttpRequest) -> Any:
        return (
            super().get_queryset(request).select_related("step__assistant__tenant", "parent__step")
        )

    def assistant_of(self, obj: Field) -> Assistant:
        return obj.step.assistant

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return to_assistants()

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        extra: dict[str, Any] = {}
        if obj and obj.kind in KINDS:
            extra |= config_fields(KINDS[obj.kind])
            if obj.parent_id or not KINDS[obj.kind].asks:
                extra["required_if"] = None
        kwargs["form"] = type("FieldForm", (FieldForm,), extra)
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        kind = KINDS.get(obj.kind) if obj else None
        settings = tuple(config_fields(kind)) if kind else ()
        about = f"{gettext(kind.label)}: {gettext(kind.description)}" if kind else ""
        if kind and not kind.asks:
            first = {"fields": ("label", *settings), "description": about}
            return ((None, first), (_("When the notice is shown"), {"fields": ("visible_if",)}))
        first = {"fields": ("label", "help", "required", *settings), "description": about}
        when = ("visible_if",) if obj and obj.parent_id else ("visible_if", "required_if")
        return (
            (None, first),
            (_("When it is asked"), {"fields": when}),
            (_("Your own wording of errors"), {"fields": ("required_message", "invalid_message")}),
            (_("Privacy"), {"fields": ("data_class", "purpose")}),
            (_("For your systems"), {"fields": ("key",)}),
        )

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        kind = KINDS.get(obj.kind) if obj else None
        if kind is None or not kind.asks:
            return ()
        asked(obj)
        first = [PartInline] if kind.name == "group" else []
        return [*first, *([ChoiceInline] if kind.has_choices else []), CheckInline]

    def crumbs(self, obj: Field) -> list[tuple[str, str]]:
        """Lead to the step, and through the group where it belongs to one."""
        step = obj.step
        way = [(step.title, reverse("admin:builder_step_change", args=[step.pk]))]
        way += [
            (one.label, reverse("admin:builder_field_change", args=[one.pk]))
            for one in (obj.parent, obj)
            if one is not None
        ]
        return [list_crumb(), assistant_crumb(step.assistant), *way]

    def response_post_save_change(self, request: HttpRequest, obj: Field) -> Any:
        return _up(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        request.zenflow_up = _up(obj)  # type: ignore[attr-defined]
        super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: str) -> Any:
        super().response_delete(request, obj_display, obj_id)
        return request.zenflow_up  # type: ignore[attr-defined]


def _up(field: Field) -> Any:
    """Go back to where the field stands: its group's page, or its step's."""
    if field.parent_id:
        return back_to("admin:builder_field_change", field.parent_id)
    return back_to("admin:builder_step_change", field.step_id)
