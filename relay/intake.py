"""Accept an enquiry: seal it, store it with its deliveries in one transaction, then tell the workers."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, transaction
from django_scopes import scope

from builder import availability
from builder.flows.answers import Checked, check
from builder.flows.conditions import evaluate
from builder.flows.document import DISQUALIFIED
from builder.flows.telling import told
from builder.models import FlowVersion
from relay import (
    doorbell,
    doors,
    epochs,
    failpoints,
    payload,
    quarantine,
    received,
    retention,
    schedule,
    sealing,
    storing,
    suspicion,
    vault,
)
from relay.doors import ClosedError, Door
from relay.epochs import EpochClosedError
from relay.models import Delivery, HeldPayload, Submission
from relay.received import Taken
from relay.states import Suspicion
from relay.suspicion import Signs
from relay.uploads import SealedFile

_TRIES = 3


class InvalidAnswersError(Exception):
    """The answers can't be taken; `checked` says why."""

    def __init__(self, checked: Checked) -> None:
        super().__init__("invalid_answers")
        self.checked = checked


class DisqualifiedError(Exception):
    """The answers lead to an ending that turns the enquiry away."""


class DifferentContentError(Exception):
    """This submission_id came before, with other contents."""


class UnavailableError(Exception):
    """Nothing can be promised now: no commit, no key, or nowhere to deliver."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What the browser sent, as far as its shape is right."""

    submission_id: str
    version: uuid.UUID
    locale: str
    answers: Mapping[str, Any]
    files: Mapping[str, SealedFile] = field(default_factory=dict)
    signs: Signs = field(default_factory=Signs)

    def canonical(self) -> bytes:
        """Return the contents in one form, however their keys were ordered."""
        content = {"version": str(self.version), "locale": self.locale, "answers": self.answers}
        if self.files:
            digests = {id_: file.spool.sha256 for id_, file in self.files.items()}
            content = {**content, "files": digests}
        return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def accept(door: Door, incoming: Incoming) -> Submission:
    """Take an enquiry over and return its submission once it is durable.

    1. A repeat with the same contents gets the submission of the first time. It is found
       by the unique index, so that of many at once one is stored.
    2. Submission, contents and deliveries are written in one transaction, sealed before
       the INSERT: whoever gets this far has a promise, and nobody has half of one.
    3. The message comes after the commit and may fail: the sweep finds what is due.
    4. What looks like spam is promised and kept like everything else, and nothing that is
       answered tells; its tenant judges it before anything is sent.

    Raises InvalidAnswersError, DisqualifiedError, MismatchError, DifferentContentError or UnavailableError.
    """
    # A day of slack: what the browser took just before midnight is not refused just after.
    checked = check(door.document, incoming.answers, slack=1)
    files: Sequence[Taken] = ()
    if not checked.errors and checked.path.ending.kind == DISQUALIFIED:
        raise DisqualifiedError
    if not checked.errors:
        checked, files = received.judge(checked, incoming.files)
    if checked.errors:
        raise InvalidAnswersError(checked)
    checked = told(door.document, checked, incoming.locale)
    try:
        with scope(tenant=door.tenant):
            return _accept(door, incoming, checked, files)
    except (DatabaseError, EpochClosedError, vault.CannotOpenError) as error:
        raise UnavailableError from error


def _accept(door: Door, incoming: Incoming, checked: Checked, files: Sequence[Taken]) -> Submission:
    for _ in range(_TRIES):
        try:
            submission, deliveries = _store(door, incoming, checked, files)
        except (IntegrityError, availability.NoPlaceLeft) as error:
            # Came before, or something else changed a moment ago.
            if first := _first(door, incoming):
                return _same(first, incoming)
            door = _door_after(door, error)
        except EpochClosedError:
            epochs.forget()
        except (OperationalError, InterfaceError):
            # If it was stored before the connection broke, the next try finds it.
            if not storing.renew_connection():
                raise
        else:
            failpoints.reach("accepted")
            doorbell.ring(one.pk for one in deliveries)
            return submission
    raise UnavailableError


def _door_after(door: Door, error: Exception) -> Door:
    """Look anew where to hand in: a destination was deleted. Raises ClosedError if it is full."""
    doors.forget()
    if isinstance(error, availability.NoPlaceLeft):
        raise ClosedError(availability.FULL, door)
    return doors.find(door.address, door.version.pk)


def _store(
    door: Door, incoming: Incoming, checked: Checked, files: Sequence[Taken]
) -> tuple[Submission, list[Delivery]]:
    """Write it; return it with the deliveries that are due."""
    submission = _submission(door, incoming)
    upload = files[0].spool.upload if files else None
    if upload:
        submission.pk = upload.submission_id  # the files are sealed for it already
    deliveries = _deliveries(door, submission, checked)
    described = [one.about for one in files]
    contents = payload.write(submission, door.version, door.document, checked, described)
    sealed = vault.seal(
        contents,
        submission,
        epochs.current(),
        sent=incoming.canonical(),
        key=upload.key if upload else None,
    )
    submission.size_bucket = sealed.size
    if files:
        submission.size_bucket = sealing.bucket(sum(one.spool.size for one in files))
    failpoints.reach("storing")
    suspected = _suspected(door, incoming, checked)
    with transaction.atomic() if suspected or not door.delivers else nullcontext():
        storing.store(
            submission, sealed, deliveries, [one.spool for one in files], first=_place(door)
        )
        if suspected:
            quarantine.put_aside(submission, suspected)
        if not door.delivers:
            # A test that nobody wants: judged like every other, and gone at once.
            retention.purge_if_done(submission)
    return submission, [] if suspected else deliveries


def _suspected(door: Door, incoming: Incoming, checked: Checked) -> Suspicion | None:
    """Say why it looks like spam: never of a test, nor where the tenant wants everything."""
    if door.version.mode != FlowVersion.Mode.LIVE or not door.assistant.holds_suspects:
        return None
    return suspicion.judge(incoming.signs, checked)


def _place(door: Door) -> Callable[[], None] | None:
    """Return how a place is taken, where there is a cap: a test takes none."""
    if door.assistant.cap is None or door.version.mode != FlowVersion.Mode.LIVE:
        return None
    return partial(availability.take_place, door.assistant)


def _submission(door: Door, incoming: Incoming) -> Submission:
    at = schedule.now()
    return Submission(
        tenant_id=door.tenant.pk,
        assistant_id=door.assistant.pk,
        version_id=door.version.pk,
        client_id=incoming.submission_id,
        mode=door.version.mode,
        locale=incoming.locale,
        accepted_at=at,
        hold_until=at if door.is_trial else schedule.hold_until(at),
    )


def _deliveries(door: Door, submission: Submission, checked: Checked) -> list[Delivery]:
    """Return a delivery for each destination whose condition holds. Raises UnavailableError.

    A test that somebody is waiting for goes to each, whatever its condition. An enquiry that
    nobody would get must not be promised to anybody. Each begins queued,
    at a destination that is off as well: what is known here may be two seconds old, and
    what began as stopped while its destination went on would wait for the hold to end.
    Whoever claims it looks at the destination.
    """
    if not door.delivers:
        return []
    found = [
        Delivery(
            tenant_id=submission.tenant_id,
            submission_id=submission.pk,
            destination_id=one.pk,
            next_attempt_at=submission.accepted_at,
        )
        for one in door.destinations()
        if door.is_trial or one.send_if is None or evaluate(one.send_if, checked.path.values)
    ]
    if not found:
        raise UnavailableError
    return found


def _first(door: Door, incoming: Incoming) -> Submission | None:
    same = {"assistant": door.assistant, "client_id": incoming.submission_id}
    return Submission.objects.filter(**same).first()


def _same(first: Submission, incoming: Incoming) -> Submission:
    """Return the submission of the first time, unless the contents are others.

    Once they are destroyed there is nothing left to compare with, and any repeat is answered.
    """
    held = HeldPayload.objects.filter(pk=first.pk).first()
    if held is not None and not vault.is_same(held, incoming.canonical()):
        raise DifferentContentError
    return first
