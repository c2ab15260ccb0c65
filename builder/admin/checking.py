"""The rows of a field's checks: if this holds, say that."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from builder.admin.conditions import Askable, ConditionField
from builder.admin.ordering import OrderedFormSet
from builder.admin.recalling import RecallingForm, RecallingInline
from builder.models import Check
from tenants.scoping import TenantStackedInline


class CheckForm(RecallingForm):
    recalling = ("message",)
    askable: Askable | None = None

    condition = ConditionField(label=_("If"), required=True, empty=_("Choose"))

    class Meta:
        model = Check
        fields = ("condition", "level", "message", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        condition = self.fields.get("condition")
        if isinstance(condition, ConditionField) and self.askable is not None:
            condition.offer(self.askable, self.instance.condition)


class CheckInline(RecallingInline, TenantStackedInline):
    model = Check
    tenant_path = "field__step__assistant__tenant"
    form = CheckForm
    formset = OrderedFormSet
    fields = ("condition", "level", "message", "position")
    ordering_field = "position"
    hide_ordering_field = True
    show_change_link = False
    template_before = "builder/checks_intro.html"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        # The field's form has found out what may be asked; see FieldAdmin.
        askable = getattr(obj, "asked", None)
        known = {"askable": askable.until} if askable else {}
        kwargs["form"] = type("CheckForm", (CheckForm,), known)
        return super().get_formset(request, obj, **kwargs)
