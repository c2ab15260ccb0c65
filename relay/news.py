"""What a notice says, for mails and for the overview: numbers, names of destinations, times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from relay import notices, schedule
from relay.models import Delivery, Notice, Submission
from relay.news_texts import TEXTS
from relay.states import TO_DELIVER, DeliveryState, DestinationState, SubmissionState

Kind = Notice.Kind


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to say now: how many, at which destination, since and until when."""

    count: int
    since: datetime
    until: datetime | None = None
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A notice in a language."""

    title: str
    text: str
    action: str
    href: str

    @property
    def address(self) -> str:
        """Return where to go on, for who isn't here yet."""
        return f"{settings.PUBLIC_URL}{self.href}"


@dataclass(frozen=True, slots=True)
class News:
    """A notice that still holds, and can be said in any language."""

    kind: Notice.Kind
    facts: Facts

    def in_words(self) -> Words:
        """Say it in the language that is active."""
        facts, href = self.facts, _href(self.kind, self.facts)
        text = TEXTS[self.kind](facts) % _values(facts)
        action = _("Show the destination") if facts.place else _("Show the deliveries")
        return Words(str(self.kind.label), text, action, href)


def news_of(notice: Notice) -> News | None:
    """Return what a notice says now; None once it is over."""
    facts = _FACTS[Kind(notice.kind)](notice)
    return News(Kind(notice.kind), facts) if facts and facts.count else None


def _of_destination(notice: Notice) -> Facts | None:
    destination = notice.destination
    if destination is None or not _is_still_so(notice):
        return None
    rows = Delivery.objects.filter(
        tenant=notice.tenant_id,
        destination=destination,
        state__in=TO_DELIVER,
        submission__mode="live",
    )
    found = rows.aggregate(count=Count("pk"), until=Min("submission__hold_until"))
    # An address that is gone is told although nothing waits for it yet.
    count = found["count"] or int(notice.kind in {Kind.GONE, Kind.BOUNCED})
    return Facts(count, notice.since, found["until"], destination.name, str(destination.pk))


def _is_still_so(notice: Notice) -> bool:
    destination = notice.destination
    assert destination is not None  # noqa: S101  # its caller looked
    if notice.kind == Kind.BOUNCED:
        return _is_recent(notice)
    if notice.kind == Kind.GONE:
        return destination.state == DestinationState.GONE
    lasts = schedule.now() - notice.since
    if notice.kind == Kind.FAILING_HOUR and lasts >= notices.A_DAY:
        return False  # that it is a day by now is told instead
    same = destination.first_failure_at == notice.since
    return same and destination.state == DestinationState.ACTIVE


def _is_recent(notice: Notice) -> bool:
    return schedule.now() - notice.since < notices.TOLD_WITHIN


def _expiring(notice: Notice) -> Facts:
    at = schedule.now()
    mine = notices.undelivered(Submission.objects.filter(tenant=notice.tenant_id))
    rows = mine.filter(hold_until__gt=at, hold_until__lt=notice.since + notices.A_DAY)
    return _counted(rows, notice, "hold_until")


def _suspected(notice: Notice) -> Facts:
    rows = Submission.objects.filter(tenant=notice.tenant_id, state=SubmissionState.QUARANTINED)
    return _counted(rows, notice, "hold_until")


def _expired(notice: Notice) -> Facts | None:
    return _ended(notice, notices.expired)


def _lost(notice: Notice) -> Facts | None:
    return _ended(notice, notices.lost)


def _ended(
    notice: Notice, which: Callable[[QuerySet[Delivery]], QuerySet[Delivery]]
) -> Facts | None:
    if not _is_recent(notice):
        return None
    rows = Delivery.objects.filter(tenant=notice.tenant_id, submission__mode="live")
    since = which(rows.filter(settled_at__gte=notice.since))
    count = since.values("submission").distinct().count()
    return Facts(count, notice.since)


def _counted(rows: QuerySet[Submission], notice: Notice, until: str) -> Facts:
    found = rows.order_by().aggregate(count=Count("pk"), until=Min(until))
    return Facts(found["count"], notice.since, found["until"])


_FACTS: dict[Notice.Kind, Callable[[Notice], Facts | None]] = {
    Kind.FAILING_HOUR: _of_destination,
    Kind.FAILING_DAY: _of_destination,
    Kind.GONE: _of_destination,
    Kind.BOUNCED: _of_destination,
    Kind.EXPIRING: _expiring,
    Kind.EXPIRED: _expired,
    Kind.LOST: _lost,
    Kind.QUARANTINED: _suspected,
}


_SHOWS = {
    Kind.EXPIRED: f"?state__exact={DeliveryState.DEAD}",
    Kind.LOST: f"?state__exact={DeliveryState.DEAD}",
    Kind.QUARANTINED: f"?state__exact={DeliveryState.WITHHELD}",
}


def _href(kind: Notice.Kind, facts: Facts) -> str:
    if facts.place:
        return reverse("admin:relay_destination_change", args=[facts.place])
    return reverse("admin:relay_delivery_changelist") + _SHOWS.get(kind, "")


def _values(facts: Facts) -> dict[str, object]:
    until = _moment(facts.until) if facts.until else ""
    return {"n": facts.count, "name": facts.name, "since": _moment(facts.since), "until": until}


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
