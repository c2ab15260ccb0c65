"""One visit of a page below an assistant: who asks, for which assistant, and how it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from builder.admin.drafts import assistant_crumb, list_crumb
from builder.models import Assistant

# Work that saves itself every few seconds is one entry as long as it goes on.
ONE_SITTING = timedelta(minutes=10)


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

    def log_once(self, what: str) -> None:
        """Keep it as `log` does; within one sitting the same entry is taken on."""
        now = timezone.now()
        mine = LogEntry.objects.filter(
            user_id=str(self.request.user.pk),
            object_id=str(self.assistant.pk),
            action_time__gt=now - ONE_SITTING,
        )
        last = mine.order_by("-action_time").first()
        if last is not None and f'["{what}"]' in last.change_message:
            LogEntry.objects.filter(pk=last.pk).update(action_time=now)
        else:
            self.log(what)
