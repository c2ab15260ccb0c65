"""Deliveries and destinations in words: what happens next, and how the last attempt ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timesince import timesince, timeuntil
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from relay import breaker, schedule, vault
from relay.channels import CHANNELS
from relay.models import Delivery, Destination
from relay.results import Result
from relay.states import WAITING, DeliveryState, DestinationState, Outcome

_A_DAY = timedelta(days=1)


def moment(at: datetime) -> str:
    """Say a time as people here read it off their clocks."""
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")


def age(since: datetime) -> str:
    """Say how long ago something was."""
    return timesince(since, schedule.now(), depth=1)


def outcome(code: str, status: int | None, destination: Destination | None) -> str:
    """Say how an attempt ended, in the words of its channel."""
    if code == Outcome.PARTLY:  # to whom is kept nowhere
        return str(Outcome.PARTLY.label)
    sentences = CHANNELS[destination.channel].sentences if destination else {}
    return Result(Outcome(code), status).in_words(sentences)


def next_step(delivery: Delivery, *, in_full: bool = False) -> str:
    """Say what happens next with a delivery, or what it waits for; in full, if nothing heads it."""
    if delivery.state in WAITING:
        when = _next_attempt(delivery)
        return _("Next attempt: %(when)s") % {"when": when} if in_full else when
    if delivery.state == DeliveryState.BLOCKED:
        return _stopped(delivery.destination)
    words = {
        DeliveryState.LEASED: _("It is being sent now"),
        DeliveryState.WITHHELD: _("After your judgement"),
        DeliveryState.ASKED: _("After your answer"),
        DeliveryState.HANDED_OVER: _("None, unless it comes back"),
    }
    return words.get(DeliveryState(delivery.state), "" if in_full else "–")


def _next_attempt(delivery: Delivery) -> str:
    at, due, end = schedule.now(), delivery.next_attempt_at, delivery.submission.hold_until
    destination = delivery.destination
    if destination and breaker.is_open(destination, at) and destination.open_until:
        due = min(max(due, destination.open_until), max(end, at))
    if due <= at:
        return _("now")
    if due - at < _A_DAY:
        return _("in about %(time)s") % {"time": timeuntil(due, at, depth=1)}
    return moment(due)


def _stopped(destination: Destination | None) -> str:
    states = {
        DestinationState.OFF: _("Once the destination is switched on"),
        DestinationState.GONE: _("Once its address is mended"),
        DestinationState.UNVERIFIED: _("Once the destination is verified"),
    }
    asked = _("Once you try it again")
    return states.get(DestinationState(destination.state), asked) if destination else "–"


def health(destination: Destination) -> tuple[str, str]:
    """Say how a destination does: a tone, and words."""
    if destination.state == DestinationState.UNVERIFIED and _came_back(destination):
        return "wrong", _("The mail came back")
    if destination.state != DestinationState.ACTIVE:
        tone = "quiet" if destination.state == DestinationState.OFF else "attention"
        wrong = destination.state == DestinationState.GONE
        return "wrong" if wrong else tone, str(destination.get_state_display())
    if breaker.is_open(destination, schedule.now()) and destination.open_until:
        until = date_format(localtime(destination.open_until), "TIME_FORMAT")
        return "wrong", _("Pauses until %(time)s") % {"time": until}
    if destination.first_failure_at:
        return "attention", _("Fails since %(time)s") % {
            "time": moment(destination.first_failure_at)
        }
    return "right", _("Works")


def _came_back(destination: Destination) -> bool:
    """Tell whether it waits because mail to an address of it came back."""
    try:
        return bool(vault.open_config(destination).get("bounced"))
    except vault.CannotOpenError:
        return False
