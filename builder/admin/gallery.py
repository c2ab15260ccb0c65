"""Templates to begin with: the cards, one in words and in the widget, and the new assistant."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from builder.admin.drafts import list_crumb
from builder.admin.versions import endings, outline
from builder.document import load
from builder.embed.scripts import more_path, runtime_path
from builder.flows.locales import pick
from builder.languages import language_name
from builder.library import TEMPLATES
from builder.library.template import Template
from builder.models import Assistant
from builder.naming import free_name
from builder.served import served_form
from tenants.access import tenant_of
from tenants.models import Tenant
from tenants.policies import set_policy, strict


def cards() -> list[dict[str, str]]:
    """Say what can be begun with, in the language of the page."""
    return [
        {"slug": one.slug, "name": _said(one.name), "summary": _said(one.summary)}
        for one in TEMPLATES.values()
    ]


def template_page(model_admin: Any, request: HttpRequest, slug: str) -> HttpResponse:
    """Show a template; with a click, begin with it."""
    template = _template(model_admin, request, slug)
    tenant = tenant_of(request)
    if request.method == "POST":
        made = begin(tenant, template)
        model_admin.log_addition(request, made, [{"added": {}}])
        done = _("This is your draft. Change what you like; nobody sees it until you publish.")
        messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:builder_assistant_build", args=[made.pk]))
    document = template.document(tenant.legal_name)
    name = _said(template.name)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": name,
        "crumbs": [
            list_crumb(),
            (_("New assistant"), reverse("admin:builder_assistant_add")),
            (name, ""),
        ],
        "summary": _said(template.summary),
        "outline": outline(document),
        "endings": endings(document),
        "frame_src": reverse("admin:builder_assistant_template_frame", args=[slug]),
        "frame": {"languages": [(code, language_name(code)) for code in document.locales]},
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "builder/template.html", context)


def template_frame(model_admin: Any, request: HttpRequest, slug: str) -> HttpResponse:
    """Show a template in the very widget that end users get."""
    template = _template(model_admin, request, slug)
    tenant = tenant_of(request)
    document = template.document(tenant.legal_name).to_json()
    document["recipient"] |= {"name": tenant.legal_name, "privacy_url": tenant.privacy_url}
    document["theme"] = tenant.theme
    locale = pick(request.GET.get("lang"), document["locales"], document["default_locale"])
    context = {
        "assistant": {"name": _said(template.name), "revision": 0},
        "flow": {**served_form("", None, document, locale), "version": None},
        "locale": locale,
        "runtime": runtime_path(),
        "more": more_path(),
        "poll": "",
    }
    response = TemplateResponse(request, "builder/preview_frame.html", context)
    set_policy(response, strict(frame_ancestors=["'self'"]))
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@transaction.atomic
def begin(tenant: Tenant, template: Template) -> Assistant:
    """Make a draft of a template, with ids of its own."""
    name = free_name(tenant, _said(template.name))
    made: Assistant = Assistant.objects.create(tenant=tenant, name=name, title="-")
    load(made, template.document(tenant.legal_name), fresh_ids=True)
    return made


def _template(model_admin: Any, request: HttpRequest, slug: str) -> Template:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if slug not in TEMPLATES:
        raise Http404
    return TEMPLATES[slug]


def _said(text: dict[str, str]) -> str:
    return text[pick(get_language(), list(text), "de")]
