"""One visit of a page below an assistant: who asks, for which assistant, and how it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from builder.admin.drafts import assistant_crumb, list_crumb
from builder.models import Assistant


@dataclass(frozen=True)
class Visit:
    """A request for a page of an assistant that the person may open."""

    admin: Any
    request: HttpRequest
    assistant: Assistant

    @property
    def posted(self) -> bool:
        return self.request.method == "POST"

    def seen(self) -> int:
        """Return the revision that the page showed when it was sent; 0 matches none."""
        text = self.request.POST.get("revision", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004

    def href(self, name: str, *args: Any) -> str:
        return reverse(f"admin:builder_assistant_{name}", args=[self.assistant.pk, *args])

    def show(self, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
        """Show a page within the admin, with the way to it."""
        everything = {
            **self.admin.admin_site.each_context(self.request),
            "title": title,
            "assistant": self.assistant,
            "may_change": self.admin.has_change_permission(self.request),
            "crumbs": [list_crumb(), assistant_crumb(self.assistant), (title, "")],
            **context,
        }
        self.request.current_app = self.admin.admin_site.name
        return TemplateResponse(self.request, f"builder/{template}", everything, status=status)

    def go(self, name: str, *args: Any, done: str = "", wrong: str = "") -> HttpResponseRedirect:
        """Go to a page of the assistant and say there what happened."""
        if done:
            messages.success(self.request, done)
        if wrong:
            messages.error(self.request, wrong)
        return HttpResponseRedirect(self.href(name, *args))

    def log(self, what: str) -> None:
        """Keep who did what and when, without contents."""
        message = [{"changed": {"fields": [what]}}]
        self.admin.log_change(self.request, self.assistant, message)
