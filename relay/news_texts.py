"""What notices say: a sentence or two for each kind, never a word of an enquiry."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relay.models import Notice

if TYPE_CHECKING:
    from relay.news import Facts

Kind = Notice.Kind


def _waiting(facts: Facts) -> str:
    """Say how many wait at a destination, and how long they can."""
    if facts.until is None:
        return ""
    said = ngettext(
        "%(n)s enquiry waits for it here, encrypted, and on %(until)s it is deleted.",
        "%(n)s enquiries wait for it here, encrypted, and from %(until)s on they are deleted.",
        facts.count,
    )
    return f" {said}"


def _failing_text(facts: Facts) -> str:
    said = _("Since %(since)s “%(name)s” has taken nothing. We keep trying.")
    return said + _waiting(facts)


def _gone_text(facts: Facts) -> str:
    said = _(
        "“%(name)s” answered that its address is gone for good (410). Nothing is sent there until "
        "you have mended the address and sent a test."
    )
    return said + _waiting(facts)


def _bounced_text(facts: Facts) -> str:
    said = _(
        "A mail to “%(name)s” came back: a mailbox doesn't exist or takes nothing. Nothing is sent "
        "there until you have looked at its addresses."
    )
    return said + _waiting(facts)


def _expiring_text(facts: Facts) -> str:
    return ngettext(
        "%(n)s enquiry is not delivered so far. On %(until)s it is tried a last time, unless it "
        "waits for your answer, and then deleted; nobody has read it.",
        "%(n)s enquiries are not delivered so far. From %(until)s on each is tried a last time, "
        "unless it waits for your answer, and then deleted; nobody has read it.",
        facts.count,
    )


def _expired_text(facts: Facts) -> str:
    return ngettext(
        "%(n)s enquiry was not delivered until its time was over. What it said is deleted. On "
        "their receipt the person who sent it is asked to contact you.",
        "%(n)s enquiries were not delivered until their time was over. What they said is deleted. "
        "On their receipts the people who sent them are asked to contact you.",
        facts.count,
    )


def _lost_text(facts: Facts) -> str:
    return ngettext(
        "The key to %(n)s enquiry is gone for good: nobody can read it any more, not even we. On "
        "their receipt the person who sent it is asked to contact you.",
        "The keys to %(n)s enquiries are gone for good: nobody can read them any more, not even "
        "we. On their receipts the people who sent them are asked to contact you.",
        facts.count,
    )


def _quarantined_text(facts: Facts) -> str:
    return ngettext(
        "%(n)s enquiry looks like spam or can't be opened. It waits for your judgement until "
        "%(until)s, then it is deleted.",
        "%(n)s enquiries look like spam or can't be opened. They wait for your judgement, the "
        "first until %(until)s; then they are deleted.",
        facts.count,
    )


TEXTS: dict[Notice.Kind, Callable[[Facts], str]] = {
    Kind.FAILING_HOUR: _failing_text,
    Kind.FAILING_DAY: _failing_text,
    Kind.GONE: _gone_text,
    Kind.BOUNCED: _bounced_text,
    Kind.EXPIRING: _expiring_text,
    Kind.EXPIRED: _expired_text,
    Kind.LOST: _lost_text,
    Kind.QUARANTINED: _quarantined_text,
}
