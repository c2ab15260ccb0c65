"""The draft in the real widget: a page of its own, and the frame that shows it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from builder.admin.visits import Visit
from builder.embed.scripts import more_path, runtime_path
from builder.flows.locales import pick
from builder.languages import language_name
from builder.models import Assistant
from builder.preview import draft_flow
from tenants.policies import set_policy, strict


def languages(assistant: Assistant) -> list[tuple[str, str]]:
    """Return the assistant's languages as (code, name), the default one first."""
    codes = dict.fromkeys([assistant.default_locale, *assistant.locales])
    return [(code, language_name(code)) for code in codes]


def preview_page(visit: Visit) -> HttpResponseBase:
    return visit.show("preview.html", _("Preview"), frame=frame_context(visit.assistant), wide=True)


def frame_context(assistant: Assistant) -> dict[str, Any]:
    return {"languages": languages(assistant)}


def preview_frame(visit: Visit) -> HttpResponseBase:
    """Show nothing but the widget, under the policy that customers' pages may have."""
    locale = _locale(visit)
    response = TemplateResponse(
        visit.request,
        "builder/preview_frame.html",
        {
            "assistant": visit.assistant,
            "flow": draft_flow(visit.assistant, locale),
            "locale": locale,
            "runtime": runtime_path(),
            "more": more_path(),
            "poll": f"{visit.href('preview_revision')}?lang={locale}",
        },
    )
    set_policy(response, strict(frame_ancestors=["'self'"]))
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def preview_revision(visit: Visit) -> HttpResponseBase:
    """Answer 204 while the frame shows the newest revision, else the flow as it is now."""
    revision = visit.assistant.revision
    if visit.request.GET.get("revision") == str(revision):
        return HttpResponse(status=204)
    return JsonResponse({"revision": revision, "flow": draft_flow(visit.assistant, _locale(visit))})


def _locale(visit: Visit) -> str:
    assistant = visit.assistant
    return pick(visit.request.GET.get("lang"), assistant.locales, assistant.default_locale)
