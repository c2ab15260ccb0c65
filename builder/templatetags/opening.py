"""The state of an assistant as a badge, wherever assistants are listed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from builder import availability
from builder.models import Assistant

register = template.Library()
TONES = {"draft": "quiet", "live": "right", "paused": "attention", "archived": "quiet"}


@register.simple_tag
def state_badge(assistant: Assistant) -> str:
    """Say its state, or why it takes nothing although it is live."""
    usual = TONES.get(assistant.state, "quiet"), assistant.get_state_display()
    tone, label = opening(assistant) or usual
    return format_html('<span class="zf-badge zf-badge-{}">{}</span>', tone, label)


def opening(assistant: Assistant) -> tuple[str, str] | None:
    """Say why a live assistant takes nothing at the moment: (tone, words)."""
    if assistant.state != Assistant.State.LIVE:
        return None
    code = availability.problem(assistant, timezone.now())
    if code == availability.NOT_YET_OPEN and assistant.opens_at:
        return "attention", _("Opens on %(at)s") % {"at": _moment(assistant, assistant.opens_at)}
    if code == availability.CLOSED and assistant.closes_at:
        return "quiet", _("Closed since %(at)s") % {"at": _moment(assistant, assistant.closes_at)}
    return ("attention", _("Full")) if code == availability.FULL else None


def _moment(assistant: Assistant, at: datetime) -> str:
    return date_format(at.astimezone(ZoneInfo(assistant.time_zone)), "SHORT_DATETIME_FORMAT")
