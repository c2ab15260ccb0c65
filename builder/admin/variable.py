"""Variables: their list on the assistant's page, and the page of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from builder.admin.calculations import CalculationField, in_words, written
from builder.admin.drafts import (
    DraftForm,
    PartAdmin,
    assistant_crumb,
    list_crumb,
)
from builder.admin.frozen import FROZEN, frozen
from builder.admin.ordering import OrderedFormSet
from builder.document import compile
from builder.flows.document import Variable as Reckoned
from builder.models import Field, Variable
from builder.snapshot import Snapshot
from tenants.access import NOBODY
from tenants.scoping import TenantTabularInline
from tenants.sites import customers

# What a new variable is until it is written down.
NOTHING = "0"


class VariableRowForm(forms.ModelForm):  # type: ignore[type-arg]
    """One variable by its name; what it reckons is written on its own page."""

    def _post_clean(self) -> None:
        if self.instance._state.adding:
            self.instance.value = NOTHING
        super()._post_clean()  # type: ignore[misc]


class VariableInline(TenantTabularInline):
    model = Variable
    tenant_path = "assistant__tenant"
    form = VariableRowForm
    formset = OrderedFormSet
    fields = ("label", "says", "more", "position")
    readonly_fields = ("says", "more")
    ordering_field = "position"
    hide_ordering_field = True
    hide_title = True
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("assistant__tenant")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        self.snapshot = Snapshot(obj)
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=_("calculation"))
    def says(self, variable: Variable) -> str:
        if variable._state.adding:
            return ""
        return in_words(self.snapshot.document, variable.value)

    @admin.display(description=_("Settings"))
    def more(self, variable: Variable) -> str:
        if variable._state.adding:
            return gettext("after saving")
        href = reverse("admin:builder_variable_change", args=[variable.pk])
        return format_html('<a class="zf-link" href="{}">{}</a>', href, gettext("Open"))


class VariableForm(DraftForm):
    value = CalculationField(
        label=_("Calculation"),
        help_text=_(
            'A number, {"field": "key"}, {"score": "key"} or {"count": "key"}; or a list of them under '
            '"add", "subtract", "multiply", "divide", "min", "max" or "or". The visual builder has an '
            "editor for it."
        ),
    )

    class Meta:
        model = Variable
        fields = ("label", "value", "decimals", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        variable: Variable = self.instance
        document = compile(variable.assistant)
        calculation = self.fields.get("value")
        if isinstance(calculation, CalculationField):
            calculation.document = document
            calculation.variable = Reckoned(
                str(variable.pk), variable.key, variable.label, variable.value, variable.decimals
            )
            calculation.help_text = format_html(
                "<strong>{}</strong><br>{}",
                in_words(document, variable.value),
                calculation.help_text,
            )
            self.initial["value"] = written(document, variable.value)
        if "key" in self.fields and str(variable.pk) in frozen(variable.assistant):
            self.fields["key"].disabled = True
            self.fields["key"].help_text = FROZEN

    def clean_key(self) -> str:
        """Refuse a name that an answer or another variable has: texts recall both by it."""
        key: str = self.cleaned_data["key"]
        assistant = self.instance.assistant_id
        fields = Field.objects.filter(step__assistant=assistant, parent=None, key=key)
        others = Variable.objects.filter(assistant=assistant, key=key).exclude(pk=self.instance.pk)
        if key and (fields.exists() or others.exists()):
            raise forms.ValidationError(_("Another answer of this assistant has this key."))
        return key


@admin.register(Variable, site=customers)
class VariableAdmin(PartAdmin):
    tenant_path = "assistant__tenant"
    may_add = NOBODY
    form = VariableForm
    saved = VariableForm.Meta.fields
    fieldsets = (
        (None, {"fields": ("label", "value", "decimals")}),
        (_("For your systems"), {"fields": ("key",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("assistant__tenant")

    def crumbs(self, obj: Variable) -> list[tuple[str, str]]:
        here = reverse("admin:builder_variable_change", args=[obj.pk])
        return [list_crumb(), assistant_crumb(obj.assistant), (obj.label, here)]
