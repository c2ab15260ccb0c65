"""The page of one step: what is asked, in which order, and where it goes on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from builder.admin.asked import asked_before, asked_until
from builder.admin.conditions import ConditionField
from builder.admin.drafts import (
    DraftForm,
    PartAdmin,
    assistant_crumb,
    list_crumb,
)
from builder.admin.ordering import OrderedFormSet
from builder.admin.questions import FieldInline
from builder.admin.recalling import RecallingForm
from builder.models import Ending, Route, Step
from tenants.access import NOBODY
from tenants.scoping import TenantTabularInline
from tenants.sites import customers


class StepForm(RecallingForm, DraftForm):
    recalling = ("title", "text")

    visible_if = ConditionField(label=_("Shown only if"))

    class Meta:
        model = Step
        fields = ("title", "text", "visible_if")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        condition = self.fields.get("visible_if")
        if isinstance(condition, ConditionField):
            condition.offer(asked_before(self.instance), self.instance.visible_if)


class RouteRowForm(forms.ModelForm):  # type: ignore[type-arg]
    """One rule: if this holds, go there. The target is a later step or an ending."""

    targets: Any = ()
    askable: Any = None

    condition = ConditionField(label=_("If"))
    target = forms.ChoiceField(label=_("Go to"), widget=UnfoldAdminSelectWidget)

    class Meta:
        model = Route
        fields = ("condition", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        route: Route = self.instance
        if "target" not in self.fields:
            return
        target: Any = self.fields["target"]
        target.choices = [("", gettext("Choose")), *self.targets]
        target.initial = _name(route)
        condition: Any = self.fields["condition"]
        if self.askable is not None:
            condition.offer(self.askable, route.condition)

    def _post_clean(self) -> None:
        kind, _dot, pk = str(self.cleaned_data.get("target") or "").partition(":")
        self.instance.to_step_id = pk if kind == "step" else None
        self.instance.to_ending_id = pk if kind == "ending" else None
        super()._post_clean()  # type: ignore[misc]


def _name(route: Route) -> str:
    if route.to_step_id:
        return f"step:{route.to_step_id}"
    return f"ending:{route.to_ending_id}" if route.to_ending_id else ""


class RouteInline(TenantTabularInline):
    model = Route
    fk_name = "step"
    tenant_path = "step__assistant__tenant"
    form = RouteRowForm
    formset = OrderedFormSet
    fields = ("condition", "target", "position")
    ordering_field = "position"
    hide_ordering_field = True
    hide_title = True
    show_change_link = False
    template_before = "builder/routes_intro.html"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        offered = {"targets": _targets(obj), "askable": asked_until(obj)} if obj else {}
        kwargs["form"] = type("RouteRowForm", (RouteRowForm,), offered)
        kwargs["fields"] = ("condition", "position")
        return super().get_formset(request, obj, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields


def _targets(step: Step) -> list[Any]:
    """Offer later steps and the endings of the same assistant. Two queries."""
    later = Step.objects.filter(assistant=step.assistant_id, position__gt=step.position)
    endings = Ending.objects.filter(assistant=step.assistant_id)
    return [
        (gettext("Steps"), [(f"step:{one.pk}", one.title) for one in later]),
        (gettext("Endings"), [(f"ending:{one.pk}", one.title) for one in endings]),
    ]


@admin.register(Step, site=customers)
class StepAdmin(PartAdmin):
    tenant_path = "assistant__tenant"
    may_add = NOBODY
    form = StepForm
    inlines = (FieldInline, RouteInline)
    saved = ("title", "text", "visible_if")
    fieldsets = (
        (None, {"fields": ("title", "text")}),
        (_("When it is shown"), {"fields": ("visible_if",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related("assistant__tenant")

    def crumbs(self, obj: Step) -> list[tuple[str, str]]:
        here = reverse("admin:builder_step_change", args=[obj.pk])
        return [list_crumb(), assistant_crumb(obj.assistant), (obj.title, here)]
