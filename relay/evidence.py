"""What may stay once an enquiry is gone: for how long, and its end.

Evidence holds nothing that an end user typed: ids, times, outcomes, receipts, what tenants
were told, and who did what on the admin sites. The instance says how long it stays; a tenant
may shorten that for itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db.models import Exists, OuterRef, Q, QuerySet

from builder import previewing
from builder.models import PreviewLink
from relay import schedule
from relay.models import KeyEpoch, Notice, Submission
from relay.states import SubmissionState
from tenants.models import Member, Tenant

# A tenant may not have less than what proves last month's deliveries.
LEAST_DAYS = 30
_MOST_AT_ONCE = 500

_DONE = [SubmissionState.PURGED, SubmissionState.SHREDDED, SubmissionState.LOST]


def days_of(tenant: Tenant) -> int:
    """Return how long a tenant's evidence stays."""
    most: int = settings.EVIDENCE_DAYS
    return min(tenant.evidence_days or most, most)


def submissions() -> QuerySet[Submission]:
    """Return the enquiries of which nothing but evidence is left."""
    rows: QuerySet[Submission] = Submission.objects.filter(state__in=_DONE)
    return rows


def notices() -> QuerySet[Notice]:
    """Return what tenants were told."""
    rows: QuerySet[Notice] = Notice.objects.exclude(sent_at=None)
    return rows


def activity(tenant: Tenant | None = None) -> QuerySet[LogEntry]:
    """Return what was written down of people, or of those who work for a tenant.

    An entry names its person and no tenant. Who works for several is written down for all of
    them, and staff for the instance: see `_only_of`.
    """
    rows = LogEntry.objects.all()
    return rows if tenant is None else rows.filter(user__memberships__tenant=tenant)


def forget_old() -> int:
    """Delete evidence whose time is over, a bounded number a time; return how many enquiries."""
    at = schedule.now()
    before = at - timedelta(days=settings.EVIDENCE_DAYS)
    gone = _forget(submissions(), notices(), activity(), before)
    for tenant in Tenant.objects.filter(evidence_days__lt=settings.EVIDENCE_DAYS):
        mine = {"tenant": tenant}
        shorter = at - timedelta(days=days_of(tenant))
        log = _only_of(tenant)
        gone += _forget(submissions().filter(**mine), notices().filter(**mine), log, shorter)
    _forget_what_is_nobodys(at, before)
    return gone


def _forget(
    enquiries: QuerySet[Submission],
    told: QuerySet[Notice],
    log: QuerySet[LogEntry],
    before: datetime,
) -> int:
    """Delete what is older; deliveries, attempts and receipts go with their enquiries."""
    old = [
        enquiries.filter(accepted_at__lt=before),
        told.filter(sent_at__lt=before),
        log.filter(action_time__lt=before),
    ]
    counts = []
    for rows in old:
        ids = list(rows.order_by().values_list("pk", flat=True)[:_MOST_AT_ONCE])
        counts.append(len(ids))
        if ids:
            rows.model._base_manager.filter(pk__in=ids).delete()
    return counts[0]


def _only_of(tenant: Tenant) -> QuerySet[LogEntry]:
    """Return what was written down of people who work for this tenant and nobody else.

    For whoever works elsewhere too, or runs the instance, it stays as long as the instance says.
    """
    elsewhere = Member.objects.filter(user=OuterRef("user")).exclude(tenant=tenant)
    return activity(tenant).exclude(Q(Exists(elsewhere)) | Q(user__is_staff=True))


def _forget_what_is_nobodys(at: datetime, before: datetime) -> None:
    """Delete what belongs to no enquiry: dead epochs, old previews and links, ended log-ins."""
    dead = KeyEpoch.objects.filter(state=KeyEpoch.State.DESTROYED, destroyed_at__lt=before)
    dead.filter(receipts=None).delete()
    previewing.collect(at)
    PreviewLink.objects.filter(expires_at__lt=before).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def ends(oldest: datetime | None, days: int) -> datetime | None:
    """Return when the oldest of something goes."""
    return oldest + timedelta(days=days) if oldest else None
