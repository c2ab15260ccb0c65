"""A mail that a server took comes back: nobody gets more there until its reader agrees again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scope, scopes_disabled

from relay import mailboxes, notices, retention, schedule, vault
from relay.bounce_reports import Failure, Report
from relay.channels.email import Email
from relay.models import Attempt, Delivery, Destination, Notice, Submission
from relay.moves import move
from relay.states import DeliveryState, Outcome

_TAKEN = [Outcome.DELIVERED, Outcome.PARTLY, Outcome.BOUNCED]
_MOST_AT_ONCE = 500


def take(report: Report) -> bool:
    """Note that a mail came back; tell whether that changed anything. May be repeated.

    1. Within the window the contents are still here: they are queued again for the addresses
       that are left, or wait for one. Who had it gets it once more, under the same Message-ID.
    2. The address gets nothing more until its reader agrees again. Where several got the mail
       and the report names none of them, nobody knows which: the tenant is told, and that is all.
    3. What came back from before a reader agreed again says nothing about now.
    """
    if not report.failures:
        return False
    with scopes_disabled():  # the return path is signed, and knows no tenant
        rows = Delivery.objects.select_related("tenant", "destination")
        delivery = rows.filter(pk=report.delivery_id, destination__channel=Email.name).first()
    if delivery is None or delivery.destination is None:
        return False
    with scope(tenant=delivery.tenant), transaction.atomic():
        return _take(delivery, delivery.destination, report.failures)


def _take(delivery: Delivery, destination: Destination, failures: Iterable[Failure]) -> bool:
    """Lock as settling does: the submission, the destination, the delivery."""
    Submission.objects.select_for_update().only("pk").get(pk=delivery.submission_id)
    row = mailboxes.locked(destination)
    attempt = Attempt.objects.filter(delivery=delivery, outcome__in=_TAKEN).last()
    if attempt is None:
        return False
    config = vault.open_config(row)
    said = {one.address.casefold(): one.status for one in failures}
    got_it = mailboxes.agreed_before(config, attempt.started_at)
    bounced = [one for one in got_it if one.casefold() in said]
    if not bounced and mailboxes.is_alone_since(config, attempt.started_at):
        bounced = got_it  # whatever the report calls it: mailboxes are forwarded
    if bounced or not got_it:
        Attempt.objects.filter(pk=attempt.pk).update(outcome=Outcome.BOUNCED)
        _queue(delivery)
    if bounced:
        mailboxes.pause(row, config, {one: said.get(one.casefold(), "") for one in bounced})
    if bounced or not said.keys() & {one.casefold() for one in config["addresses"]}:
        notices.tell(Notice.Kind.BOUNCED, delivery.tenant_id, row.pk)
    return bool(bounced)


def _queue(delivery: Delivery) -> None:
    rows = Delivery.objects.filter(pk=delivery.pk)
    come_from = [DeliveryState.HANDED_OVER]
    at = schedule.now()
    move(rows, DeliveryState.QUEUED, come_from=come_from, next_attempt_at=at, settled_at=None)


def over() -> QuerySet[Delivery]:
    """Return what did not come back in time."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        state=DeliveryState.HANDED_OVER, next_attempt_at__lte=schedule.now()
    ).select_related("submission__tenant", "submission__version")
    return rows.defer("submission__version__document")[:_MOST_AT_ONCE]


@transaction.atomic
def end(delivery: Delivery) -> None:
    """Take it as delivered when the mail server took it, and destroy the contents if that was all."""
    submission = delivery.submission
    Submission.objects.select_for_update().only("pk").get(pk=submission.pk)
    rows = Delivery.objects.filter(pk=delivery.pk)
    if move(rows, DeliveryState.DELIVERED, come_from=[DeliveryState.HANDED_OVER]):
        retention.purge_if_done(submission)
