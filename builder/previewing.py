"""Show a draft to whoever has the link: for a while, and as a test from beginning to end."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from builder.document import compile
from builder.models import Assistant, FlowVersion, PreviewLink
from builder.publishing import checksum
from tenants.models import User

# Told apart from a public id by its length; 192 random bits can't be guessed.
_TOKEN = re.compile(r"p-[A-Za-z0-9_-]{32}")
USUAL_DAYS = 14
# Whoever has a page open longer than this reloads it.
_KEPT = timedelta(days=30)
_MOST_AT_ONCE = 500


def is_token(public_id: str) -> bool:
    """Tell whether an address names a preview link instead of an assistant."""
    return _TOKEN.fullmatch(public_id) is not None


def create(
    assistant: Assistant, by: User | None, days: int = USUAL_DAYS, *, deliver: bool = False
) -> tuple[PreviewLink, str]:
    """Make a link; its token is returned this once, and only its checksum is kept."""
    token = f"p-{secrets.token_urlsafe(24)}"
    link: PreviewLink = PreviewLink.objects.create(
        assistant=assistant,
        token_hash=_hash(token),
        created_by=by,
        expires_at=timezone.now() + timedelta(days=days),
        deliver=deliver,
    )
    return link, token


def revoke(link: PreviewLink) -> bool:
    """Let a link show nothing from now on; tell whether it did until now."""
    mine = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    return bool(mine.update(revoked_at=timezone.now()))


def find(token: str, now: datetime) -> PreviewLink | None:
    """Find the link that a token opens at this moment.

    Looked up by the checksum, so that how long it takes says nothing about the token.
    """
    rows = PreviewLink.objects.filter(token_hash=_hash(token), revoked_at=None, expires_at__gt=now)
    found: PreviewLink | None = rows.select_related("assistant__tenant").first()
    return found


def frozen(assistant: Assistant) -> FlowVersion | None:
    """Freeze the draft as it is now, or find it as it was frozen; None if it asks nothing yet.

    It has no number and is no version that anybody published, but what is filled in with it
    is judged like every other enquiry.
    """
    document = compile(assistant)
    if not document.fields or not document.endings:
        return None
    content = document.to_json()
    same = {"assistant": assistant, "mode": FlowVersion.Mode.PREVIEW, "sha256": checksum(content)}
    known: FlowVersion | None = FlowVersion.objects.filter(**same).order_by("published_at").first()
    return known or FlowVersion.objects.create(**same, document=content)


def collect(now: datetime) -> int:
    """Delete what was frozen for previews long ago and nothing was sent with; return how many."""
    old = FlowVersion.objects.filter(mode=FlowVersion.Mode.PREVIEW, published_at__lt=now - _KEPT)
    ids = list(old.filter(submissions=None).values_list("pk", flat=True)[:_MOST_AT_ONCE])
    FlowVersion.objects.filter(pk__in=ids).delete()
    return len(ids)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
