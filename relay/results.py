"""How an attempt to deliver ended, and how that is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _

from relay.states import Outcome

Sentences = Mapping[Outcome, Callable[[], str]]


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended, and how long the receiver asks us to wait."""

    outcome: Outcome
    status: int | None = None
    retry_after: timedelta | None = None
    milliseconds: int = 0
    refused: tuple[str, ...] = field(default=(), repr=False)
    """The addresses that did not get it, although others did."""
    may_come_back_for: timedelta = timedelta(0)
    """How long what was taken can still be sent back, and is held for that."""

    @property
    def ok(self) -> bool:
        return self.outcome in {Outcome.DELIVERED, Outcome.PARTLY}

    @property
    def permanent(self) -> bool:
        """Tell whether trying again is senseless until somebody mends the destination."""
        return self.outcome in {Outcome.GONE, Outcome.ADDRESS_REFUSED}

    def in_words(self, sentences: Sentences = {}) -> str:  # noqa: B006  # never changed
        """Say it in a sentence, for the person who set the destination up."""
        sentence = (sentences.get(self.outcome) or _SENTENCES[self.outcome])()
        said = sentence.replace("{status}", str(self.status))
        return said.replace("{refused}", ", ".join(self.refused))


_SENTENCES: Sentences = {
    Outcome.DELIVERED: lambda: _("Your server accepted it (answer {status})."),
    Outcome.PARTLY: lambda: _("It was taken, but not for {refused} (answer {status})."),
    Outcome.TOO_LARGE: lambda: _("The mail server takes nothing as large as this."),
    Outcome.REFUSED: lambda: _("Your server refused it (answer {status})."),
    Outcome.FAILED: lambda: _("Your server reports a fault of its own (answer {status})."),
    Outcome.GONE: lambda: _("Your server says that this address is gone for good (answer 410)."),
    Outcome.THROTTLED: lambda: _("Your server asks to wait (answer {status})."),
    Outcome.REDIRECTED: lambda: _(
        "Your server answered with a redirect ({status}). Enter the address it leads to."
    ),
    Outcome.TIMED_OUT: lambda: _("Your server took too long to answer."),
    Outcome.UNREACHABLE: lambda: _("Your server can't be reached."),
    Outcome.TLS_FAILED: lambda: _("Your server's certificate can't be trusted."),
    Outcome.ADDRESS_REFUSED: lambda: _("This address is not on the public internet."),
    Outcome.LOGIN_FAILED: lambda: _("Your server does not accept the user name and password."),
    Outcome.UNCONFIRMED: lambda: _("No address is confirmed yet."),
    Outcome.NO_MAILER: lambda: _("This instance can't send mail. Enter a mail server of your own."),
    Outcome.BOUNCED: lambda: _("The mail came back: the address takes none."),
    Outcome.CANNOT_OPEN: lambda: _("The enquiry can't be opened."),
    Outcome.KEY_MISSING: lambda: _("The key is missing here. Whoever runs this instance is told."),
}
