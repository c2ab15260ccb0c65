"""What every page that changes a draft has in common: the revision that was seen."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from builder import keys
from builder.admin.recalling import RecallingForm, names_at
from builder.models import Assistant
from tenants.scoping import TenantForm, TenantModelAdmin


def conflict_message(assistant: Assistant) -> str:
    """Say what happened and what to do; nothing is overwritten and nothing typed is lost."""
    return format_html(
        '{} <a href="{}" target="_blank" rel="noopener">{}</a>',
        _(
            "Somebody else changed this assistant while you were writing, so nothing was saved. "
            "What you typed still stands below. Open the current state beside it, take over what "
            "you want to keep, and save there."
        ),
        reverse("admin:builder_assistant_change", args=[assistant.pk]),
        _("Open the current state in a new tab"),
    )


class DraftForm(TenantForm):
    """A form that remembers which revision of the draft its page showed."""

    draft: Assistant | None = None

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.draft is not None:
            self.fields["revision"].initial = self.draft.revision

    def clean(self) -> dict[str, Any] | None:
        """Lock the draft, then compare: between this and the save nobody else gets in."""
        cleaned = super().clean()
        if self.draft is not None:
            now = Assistant.objects.select_for_update().get(pk=self.draft.pk)
            if self.cleaned_data.get("revision") != now.revision:
                self.add_error(None, conflict_message(self.draft))
        return cleaned


class DraftAdmin(TenantModelAdmin):
    """A page on a part of a draft: each save takes the draft to its next revision."""

    form = DraftForm
    change_form_template = "builder/draft_form.html"
    compressed_fields = True
    warn_unsaved_form = True
    # What a page saves in the row itself: never more than its own fields, so that a publish or
    # a pause at the same moment isn't undone.
    saved: ClassVar[tuple[str, ...]] = ()

    def assistant_of(self, obj: Any) -> Assistant:
        raise NotImplementedError

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.draft = self.assistant_of(obj) if obj is not None else None
        if obj is not None and issubclass(form, RecallingForm):
            form.names = names_at(obj)
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return short(field)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        self.assistant_of(obj).advance(form.cleaned_data["revision"])
        obj.save(update_fields=self.saved)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        keys.settle(self.assistant_of(form.instance))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Take the draft on, whatever revision the page showed: the confirmation was explicit."""
        draft = Assistant.objects.select_for_update().get(pk=self.assistant_of(obj).pk)
        draft.advance(draft.revision)
        super().delete_model(request, obj)

    def crumbs(self, obj: Any) -> list[tuple[str, str]]:
        """Name the way from the list to this page: (title, address)."""
        raise NotImplementedError

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        obj = kw.get("obj") or context.get("original")
        if obj is not None:
            context |= {"crumbs": self.crumbs(obj), "assistant": self.assistant_of(obj)}
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kw)

    def render_delete_form(self, request: HttpRequest, context: Any) -> Any:
        context["crumbs"] = self.crumbs(context["object"])
        return super().render_delete_form(request, context)


class PartAdmin(DraftAdmin):
    """A page on what belongs to one assistant alone; it has no list, and leads back there."""

    def assistant_of(self, obj: Any) -> Assistant:
        return obj.assistant  # type: ignore[no-any-return]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return to_assistants()

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        return back_to("admin:builder_assistant_change", obj.assistant_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        request.zenflow_parent = obj.assistant_id  # type: ignore[attr-defined]
        super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: str) -> Any:
        super().response_delete(request, obj_display, obj_id)
        return back_to("admin:builder_assistant_change", request.zenflow_parent)  # type: ignore[attr-defined]


def list_crumb() -> tuple[str, str]:
    return _("Assistants"), reverse("admin:builder_assistant_changelist")


def assistant_crumb(assistant: Assistant) -> tuple[str, str]:
    return assistant.name, reverse("admin:builder_assistant_change", args=[assistant.pk])


def back_to(name: str, pk: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[pk]))


def to_assistants() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:builder_assistant_changelist"))


def short(field: Any) -> Any:
    """Make room for a few lines, which is what these texts have."""
    if field is not None and isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 3
    return field
