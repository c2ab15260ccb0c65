"""Talk to mail servers; what goes wrong becomes an outcome in words."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from django.conf import settings

from relay import schedule
from relay.mail_connection import AddressRefusedError, Connection, NotEncryptedError, Server
from relay.mime import Letter
from relay.results import Result
from relay.sockets import ends_within
from relay.states import Outcome

# Where certificates of mail servers are judged by; tests put their own authority here.
AUTHORITY: str | None = None

_TEMPORARY = range(400, 500)
_TAKEN, _FORWARDS, _GO_ON, _TOO_LARGE = 250, 251, 354, 552
_TOO_LARGE_IN_PARTICULAR = b"5.3.4"  # 552 is also said of a mailbox that is full


def own_server() -> Server | None:
    """Return the instance's own mail server; None if it has none."""
    if not settings.EMAIL_HOST:
        return None
    return Server(
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.EMAIL_SECURITY,
        settings.EMAIL_HOST_USER,
        settings.EMAIL_HOST_PASSWORD,
        is_ours=True,
    )


def post(
    server: Server,
    letter: Letter,
    sender: str,
    recipients: Sequence[str],
    deadline: timedelta = schedule.DEADLINE,
) -> Result:
    """Hand a message over and return how it ended; never raises for what the server does.

    1. `deadline` is for all of it: name, connection, TLS, log-in, message, answer.
    2. Delivered means that the server took it for at least one recipient: the tenant has it,
       and nobody gets it twice because of a colleague's mailbox. Who was refused is told.
    3. Nothing that a server says is kept: a code at most.
    """

    def hand_over() -> Result:
        connection = _connect(server)
        try:
            refused = _transmit(connection, letter, sender, recipients)
        except BaseException:
            connection.close()
            raise
        _leave(connection)
        outcome = Outcome.PARTLY if refused else Outcome.DELIVERED
        return Result(outcome, max(refused.values(), default=_TAKEN), refused=tuple(refused))

    return _attempt(deadline, hand_over)


def greet(server: Server, sender: str, deadline: timedelta) -> Result:
    """Connect, log in, name the sender and leave: would the server take mail from us?"""

    def knock() -> Result:
        connection = _connect(server)
        try:
            _name_sender(connection, sender)
        finally:
            _leave(connection)
        return Result(Outcome.DELIVERED, _TAKEN)

    return _attempt(deadline, knock)


def _attempt(deadline: timedelta, talk: Callable[[], Result]) -> Result:
    begun = time.monotonic()
    try:
        with ends_within(deadline.total_seconds()):
            result = talk()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        late = time.monotonic() - begun >= deadline.total_seconds()
        outcome = Outcome.TIMED_OUT if late else _outcome_of(error)
        result = Result(outcome, _code_of(error))
    return replace(result, milliseconds=int((time.monotonic() - begun) * 1000))


def _transmit(
    connection: smtplib.SMTP, letter: Letter, sender: str, recipients: Sequence[str]
) -> dict[str, int]:
    """Send as smtplib does, but piece by piece; return who was refused, and the codes."""
    _name_sender(connection, sender, len(letter))
    refused: dict[str, tuple[int, bytes]] = {}
    for recipient in recipients:
        code, said = connection.rcpt(recipient)
        if code not in {_TAKEN, _FORWARDS}:
            refused[recipient] = (code, said)
    if len(refused) == len(recipients):
        raise smtplib.SMTPRecipientsRefused(refused)
    code, said = connection.docmd("DATA")
    if code != _GO_ON:
        raise smtplib.SMTPDataError(code, said)
    for piece in _stuffed(letter):
        connection.send(piece)
    connection.send(b".\r\n")
    code, said = connection.getreply()
    if code != _TAKEN:
        raise smtplib.SMTPDataError(code, said)
    return {recipient: code for recipient, (code, _) in refused.items()}


def _name_sender(connection: smtplib.SMTP, sender: str, size: int = 0) -> None:
    connection.ehlo_or_helo_if_needed()
    options = [f"size={size}"] if size and connection.has_extn("size") else []
    if size and connection.has_extn("dsn"):
        options.append("RET=HDRS")  # what comes back carries nothing of the enquiry
    code, said = connection.mail(sender, options)
    if code != _TAKEN:
        raise smtplib.SMTPSenderRefused(code, said, sender)


def _stuffed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Double each dot that begins a line: a single one would end the message."""
    begins_line = True
    for piece in pieces:
        if begins_line and piece.startswith(b"."):
            yield b"."
        yield piece.replace(b"\n.", b"\n..")
        begins_line = piece.endswith(b"\n") if piece else begins_line


def _leave(connection: smtplib.SMTP) -> None:
    """Say goodbye; whatever the server does then, what it took before is taken."""
    with suppress(smtplib.SMTPException, OSError):
        connection.quit()
    connection.close()


def _connect(server: Server) -> smtplib.SMTP:
    connection = Connection(server, ssl.create_default_context(cafile=AUTHORITY))
    try:
        if server.security == "starttls":
            connection.encrypt()
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


_OUTCOMES: list[tuple[type[BaseException], Outcome]] = [
    (AddressRefusedError, Outcome.ADDRESS_REFUSED),
    (smtplib.SMTPAuthenticationError, Outcome.LOGIN_FAILED),
    (smtplib.SMTPNotSupportedError, Outcome.LOGIN_FAILED),  # it knows no log-in
    (NotEncryptedError, Outcome.TLS_FAILED),
    (ssl.SSLError, Outcome.TLS_FAILED),
    (smtplib.SMTPServerDisconnected, Outcome.UNREACHABLE),
]


def _outcome_of(error: BaseException) -> Outcome:
    for kind, outcome in _OUTCOMES:
        if isinstance(error, kind):
            return outcome
    code = _code_of(error)
    if code is None:
        return Outcome.UNREACHABLE
    if code == _TOO_LARGE and _is_about_size(error):
        return Outcome.TOO_LARGE
    return Outcome.THROTTLED if code in _TEMPORARY else Outcome.REFUSED


def _is_about_size(error: BaseException) -> bool:
    """Tell a message that is too large from a mailbox that is full: both are a 552."""
    said = getattr(error, "smtp_error", b"")
    return isinstance(error, smtplib.SMTPSenderRefused) or _TOO_LARGE_IN_PARTICULAR in said


def _code_of(error: BaseException) -> int | None:
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return None
