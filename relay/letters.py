"""What an enquiry looks like as an e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from relay import schedule
from relay.files import Contents, File

EMAIL = "email"
ENQUIRY = "enquiry.received"


def write(
    contents: Contents, message_id: str, sender: str, recipients: Sequence[str], locale: str
) -> EmailMessage:
    """Return an enquiry as a message: text and HTML, its files attached.

    1. The subject names the assistant and the reference: nothing personal stands in a line that
       mail programs show on locked screens.
    2. The Message-ID is the delivery's own: a repeat carries it again.
    3. Reply-To is the end user's address, if the enquiry has exactly one that is valid.
    Raises CannotOpenError.
    """
    document = contents.document
    with translation.override(locale):
        message = new_message(_subject(document), sender, recipients, message_id)
        if reply_to := _reply_to(document["data"]):
            message["Reply-To"] = reply_to
        fill(message, "enquiry", _context(document))
    for file in contents.files:
        _attach(message, file)
    return message


def new_message(
    subject: str, sender: str, recipients: Sequence[str], message_id: str
) -> EmailMessage:
    """Return a message with its headers, and no body yet."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(subject)
    message["From"] = formataddr(parseaddr(sender), charset="utf-8")
    message["To"] = ", ".join(recipients)
    message["Date"] = format_datetime(schedule.now())
    message["Message-ID"] = f"<{message_id}@{urlsplit(settings.PUBLIC_URL).hostname}>"
    # No out-of-office reply to it, and none to the end user.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    return message


def fill(message: EmailMessage, name: str, context: dict[str, Any]) -> None:
    """Write the body as text and as HTML, from the templates of that name."""
    message.set_content(render_to_string(f"relay/mail/{name}.txt", context))
    html = render_to_string(f"relay/mail/{name}.html", context)
    message.add_alternative(html, subtype="html")


def one_line(text: str) -> str:
    """Return a text as a header can hold it: no line ends, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _subject(document: dict[str, Any]) -> str:
    data = document["data"]
    if document["type"] != ENQUIRY:
        return _("Test: this is how enquiries arrive")
    said = {"assistant": data["assistant"]["name"], "reference": data["reference"]}
    if data["mode"] != "live":
        return _("Test enquiry: %(assistant)s, %(reference)s") % said
    return _("New enquiry: %(assistant)s, %(reference)s") % said


def _reply_to(data: dict[str, Any]) -> str:
    found = {str(answer["value"]) for answer in data.get("answers", ()) if answer["kind"] == EMAIL}
    if len(found) != 1:
        return ""
    try:
        valid = validate_email(found.pop(), check_deliverability=False)
        return str(Address(addr_spec=valid.ascii_email or ""))
    except (EmailNotValidError, ValueError):
        return ""


def _context(document: dict[str, Any]) -> dict[str, Any]:
    data = document["data"]
    at = data.get("accepted_at") or document["timestamp"]
    consents = {consent["key"] for consent in data.get("consents", ())}
    answers = [one for one in data.get("answers", ()) if one["key"] not in consents]
    return {
        **data,
        "answers": answers,
        "at": parse_datetime(at),
        "is_test": document["type"] != ENQUIRY or data["mode"] != "live",
        "is_enquiry": document["type"] == ENQUIRY,
    }


def _attach(message: EmailMessage, file: File) -> None:
    kind, _, subtype = file.type.partition("/")
    message.add_attachment(
        b"".join(file.chunks()), maintype=kind, subtype=subtype, filename=one_line(file.name)
    )
