"""The list of assistants and the page of one: its texts, its steps, its endings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.views import ChangeList
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget

from builder.admin import gallery, pages
from builder.admin.drafts import (
    DraftAdmin,
    DraftForm,
    assistant_crumb,
    back_to,
    list_crumb,
    short,
)
from builder.admin.ordering import OrderedFormSet
from builder.admin.preview import frame_context
from builder.admin.recalling import RecallingForm, RecallingInline
from builder.admin.starting import begin
from builder.admin.variable import VariableInline
from builder.admin.versions import published
from builder.flows.lint_endings import is_redirect_url
from builder.flows.locales import NAMES
from builder.models import Assistant, Ending, Field, Step
from builder.naming import clean_name
from builder.templatetags.opening import state_badge
from tenants.scoping import TenantStackedInline, TenantTabularInline
from tenants.sites import Entry, customers


class NewAssistantForm(DraftForm):
    """What has to be said before there is anything to design."""

    default_locale = forms.ChoiceField(
        label=_("Language"),
        choices=list(NAMES.items()),
        widget=UnfoldAdminSelectWidget,
        help_text=_("The one in which you write; others are added later."),
    )

    class Meta:
        model = Assistant
        fields = ("name", "title", "default_locale")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        self.fields["default_locale"].initial = spoken

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class AssistantForm(DraftForm):
    locales = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=list(NAMES.items()),
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("Each text must be written in all of them before you can publish."),
    )
    default_locale = forms.ChoiceField(
        label=_("Default language"),
        choices=list(NAMES.items()),
        widget=UnfoldAdminSelectWidget,
        help_text=_("The language in which you write; all others are translated from it."),
    )

    class Meta:
        model = Assistant
        fields = ("name", "title", "intro", "locales", "default_locale")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A draft that came in as a file may have a variant that isn't on the list.
        there = [(one, one) for one in self.instance.locales or [] if one not in NAMES]
        for name in {"locales", "default_locale"} & self.fields.keys():
            self.fields[name].choices = [*NAMES.items(), *there]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("default_locale") not in (cleaned.get("locales") or []):
            self.add_error("default_locale", _("Choose one of the assistant's languages."))
        return cleaned


class StepRowForm(RecallingForm):
    recalling = ("title",)


class StepInline(RecallingInline, TenantTabularInline):
    model = Step
    tenant_path = "assistant__tenant"
    form = StepRowForm
    formset = OrderedFormSet
    fields = ("title", "asks", "more", "position")
    readonly_fields = ("asks", "more")
    ordering_field = "position"
    hide_ordering_field = True
    hide_title = True
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("fields", Field.objects.filter(parent=None)))
        )

    @admin.display(description=_("asks"))
    def asks(self, step: Step) -> str:
        return "" if step._state.adding else " · ".join(one.label for one in step.fields.all())

    @admin.display(description=_("Questions"))
    def more(self, step: Step) -> str:
        if step._state.adding:
            return gettext("after saving")
        href = reverse("admin:builder_step_change", args=[step.pk])
        return format_html('<a class="zf-link" href="{}">{}</a>', href, gettext("Open"))


class EndingForm(RecallingForm):
    recalling = ("title", "text")

    class Meta:
        model = Ending
        fields = ("title", "text", "kind", "url", "position")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        redirects = cleaned.get("kind") == Ending.Kind.REDIRECT
        if redirects and not is_redirect_url(cleaned.get("url", "")):
            self.add_error("url", _("Write where it leads, beginning with https://."))
        elif not redirects and "url" not in self.errors:
            cleaned["url"] = ""
        return cleaned


class EndingInline(RecallingInline, TenantStackedInline):
    model = Ending
    tenant_path = "assistant__tenant"
    form = EndingForm
    formset = OrderedFormSet
    fields = ("title", "text", "kind", "url", "position")
    ordering_field = "position"
    hide_ordering_field = True
    show_change_link = False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return short(super().formfield_for_dbfield(db_field, request, **kwargs))


class CountingList(ChangeList):  # type: ignore[misc]
    """The list alone counts steps and questions; pages of one assistant show them."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        return (
            super()
            .get_queryset(request, exclude_parameters)
            .annotate(
                step_count=Count("steps", distinct=True),
                field_count=Count(
                    "steps__fields", filter=Q(steps__fields__parent=None), distinct=True
                ),
            )
        )


@admin.register(Assistant, site=customers)
class AssistantAdmin(DraftAdmin):
    sidebar = Entry(10, "forum", _("Assistants"), parts=("step", "field", "variable"))
    tenant_path = "tenant"
    form = AssistantForm
    inlines = (StepInline, EndingInline, VariableInline)
    saved = ("name", "title", "intro", "locales", "default_locale")
    fields = saved
    change_form_template = "builder/assistant_form.html"
    change_list_template = "builder/assistant_list.html"

    list_display: ClassVar[tuple[str, ...]] = (
        "name",
        "design",
        "badge",
        "live",
        "asks",
        "changed_at",
    )
    list_select_related = ("live_version",)
    list_filter = ("state",)
    search_fields = ("name", "title")
    ordering = ("-changed_at",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("tenant", "live_version")

    def assistant_of(self, obj: Assistant) -> Assistant:
        return obj

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CountingList

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [*pages.urls(self), *pages.new_urls(self), *super().get_urls()]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = self.form if change else NewAssistantForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj is not None else NewAssistantForm.Meta.fields

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    @admin.display(description=_("visual builder"))
    def design(self, assistant: Assistant) -> str:
        href = reverse("admin:builder_assistant_build", args=[assistant.pk])
        return format_html('<a class="zf-link" href="{}">{}</a>', href, gettext("Design"))

    @admin.display(description=_("state"), ordering="state")
    def badge(self, assistant: Assistant) -> str:
        return state_badge(assistant)

    @admin.display(description=_("live version"), ordering="live_version__number")
    def live(self, assistant: Assistant) -> str:
        return str(assistant.live_version) if assistant.live_version else gettext("not published")

    @admin.display(description=_("asks"))
    def asks(self, assistant: Any) -> str:
        steps, fields = assistant.step_count, assistant.field_count
        return ", ".join(
            (
                ngettext("%(n)s step", "%(n)s steps", steps) % {"n": steps},
                ngettext("%(n)s question", "%(n)s questions", fields) % {"n": fields},
            )
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.locales = [obj.default_locale]
        super().save_model(request, obj, form, change)
        if not change:
            begin(obj)

    def crumbs(self, obj: Assistant) -> list[tuple[str, str]]:
        return [list_crumb(), assistant_crumb(obj)]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        """Go on where the work is: a new assistant opens in the visual builder."""
        return back_to("admin:builder_assistant_build", obj.pk)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        return back_to("admin:builder_assistant_change", obj.pk)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        context["show_save_and_continue"] = False
        if obj := context.get("original"):
            context["frame"] = frame_context(obj)
        else:
            context["crumbs"] = [list_crumb(), (gettext("New assistant"), "")]
            context["gallery"] = gallery.cards()
        return super().render_change_form(request, context, *args, **kw)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let only what was never published be deleted: the rest is evidence of what was asked."""
        if isinstance(obj, Assistant) and published(obj).exists():
            return False
        return super().has_delete_permission(request, obj)

    def log_page(self, request: HttpRequest, assistant: Assistant, name: str) -> None:
        """Log what a page of its own did, by the page's name."""
        self.log_change(request, assistant, [{"changed": {"fields": [name]}}])
