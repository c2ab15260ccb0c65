"""Tell a tenant what was noted: find out whether it still holds, write the mail, send it."""

from __future__ import annotations

import logging
import time
import uuid
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import translation

from relay import letters, notices, schedule, smtp
from relay.mail_connection import Server
from relay.mime import Letter
from relay.models import Notice
from relay.news import News, news_of
from relay.results import Result
from relay.states import Outcome
from tenants.access import EDITORS
from tenants.models import Member

logger = logging.getLogger(__name__)

# The sweep has more to do: looking costs queries, and a mail server may take its time.
LOOK_EVERY = 60.0
PATIENCE = 5.0
QUIET_FOR = 60.0
_MOST_AT_ONCE = 20
_LONGEST_WAIT = timedelta(hours=1)
# What another mail server, or another hour, doesn't change.
_NEVER = {Outcome.REFUSED, Outcome.TOO_LARGE}

_looked_at = _quiet_until = 0.0


def go_on() -> None:
    """Note what there is to tell, and tell some of it; what fails is left for another sweep.

    Bounded: a look a minute, a few seconds of sending, and a minute's rest after a mail server
    that takes nothing.
    """
    global _looked_at, _quiet_until  # noqa: PLW0603  # one of each per process is what is meant
    begun = time.monotonic()
    if begun - _looked_at > LOOK_EVERY:
        _looked_at = begun
        notices.look()
    if begun < _quiet_until:
        return
    for notice in _due():
        if time.monotonic() - begun > PATIENCE:
            return
        if _take(notice) and not _tell(notice):
            _quiet_until = time.monotonic() + QUIET_FOR
            return


def forget() -> None:
    """Look and send anew at once."""
    global _looked_at, _quiet_until  # noqa: PLW0603
    _looked_at = _quiet_until = -LOOK_EVERY


def _due() -> list[Notice]:
    rows = Notice.objects.filter(sent_at=None, next_try_at__lte=schedule.now())
    return list(
        rows.select_related("tenant", "destination").order_by("next_try_at")[:_MOST_AT_ONCE]
    )


def _take(notice: Notice) -> bool:
    """Become the one who tells it; of two sweeps one does, and who dies is followed."""
    wait = min(timedelta(minutes=2 ** min(notice.tries, 10)), _LONGEST_WAIT)
    rows = Notice.objects.filter(pk=notice.pk, tries=notice.tries, sent_at=None)
    notice.tries += 1
    return bool(rows.update(tries=notice.tries, next_try_at=schedule.now() + wait))


def _tell(notice: Notice) -> bool:
    """Write to everybody who wants to know; tell whether the mail server takes mail at all."""
    at, news = schedule.now(), news_of(notice)
    rows = Notice.objects.filter(pk=notice.pk)
    if news is None:
        rows.delete()  # it is over
        return True
    server = smtp.own_server()
    if server is None:
        if notice.tries == 1:
            said = "No mail server: notice %s (%s) of tenant %s stands in its overview alone."
            logger.warning(said, notice.pk, notice.kind, notice.tenant_id)
        return True
    results = _write_to_all(server, notice, news)
    if all(result.ok or result.outcome in _NEVER for result in results):
        rows.update(sent_at=at)
        return True
    logger.warning("Notice %s: not sent to everybody, tried again later.", notice.pk)
    return Outcome.THROTTLED in {result.outcome for result in results}


def _write_to_all(server: Server, notice: Notice, news: News) -> list[Result]:
    """Write to each who was not told yet, one by one: a bad mailbox keeps nobody else from it."""
    results = []
    for member in readers(notice.tenant_id):
        if member.pk in notice.told:
            continue
        result = _write(server, notice, news, member)
        results.append(result)
        if result.ok:
            notice.told.append(member.pk)
            Notice.objects.filter(pk=notice.pk).update(told=notice.told)
        elif result.outcome not in _NEVER | {Outcome.THROTTLED}:
            break
    return results


def readers(tenant_id: uuid.UUID) -> list[Member]:
    """Return who is told: owners and editors who want it, and who have been here."""
    found = Member.objects.filter(tenant=tenant_id, role__in=EDITORS, wants_notices=True)
    here = found.filter(user__is_active=True).exclude(user__last_login=None)
    return list(here.select_related("user", "tenant").order_by("pk"))


def _write(server: Server, notice: Notice, news: News, member: Member) -> Result:
    sender = settings.DEFAULT_FROM_EMAIL
    try:
        to = letters.deliverable(member.user.email)
    except ValueError:
        return Result(Outcome.REFUSED)
    with translation.override(member.user.language):
        words = news.in_words()
        message_id = f"notice_{notice.pk.hex}_{member.pk}"
        message = letters.new_message(words.title, sender, [to], message_id)
        letters.fill(message, "notice", {"news": words, "tenant": member.tenant})
    deadline = timedelta(seconds=PATIENCE)
    return smtp.post(server, Letter(message), parseaddr(sender)[1], [to], deadline)
