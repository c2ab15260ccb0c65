"""What we write: an enquiry as an e-mail, and the headers of every message."""

from __future__ import annotations

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from relay import schedule
from relay.files import Contents
from relay.mime import POLICY, Letter, one_line

EMAIL = "email"
ENQUIRY = "enquiry.received"


def write(
    contents: Contents, message_id: str, sender: str, recipients: Sequence[str], locale: str
) -> Letter:
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
            message["Reply-To"] = Address(addr_spec=reply_to)
        fill(message, "enquiry", reading(document))
    return Letter(message, contents.files)


def new_message(
    subject: str, sender: str, recipients: Sequence[str], message_id: str
) -> EmailMessage:
    """Return a message with its headers, and no body yet."""
    name, address = parseaddr(sender)
    message = EmailMessage(policy=POLICY)
    message["Subject"] = one_line(subject)
    message["From"] = Address(one_line(name), addr_spec=address)
    message["To"] = [Address(addr_spec=one) for one in recipients]
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


def deliverable(address: str) -> str:
    """Return an address as every mail server takes it, in ASCII. Raises ValueError."""
    try:
        valid = validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError from error
    if valid.ascii_email is None:
        raise ValueError
    return str(valid.ascii_email)


def _subject(document: dict[str, Any]) -> str:
    data = document["data"]
    if document["type"] != ENQUIRY:
        return _("Test: this is how enquiries arrive")
    said = {"assistant": data["assistant"]["name"], "reference": data["reference"]}
    if data["mode"] != "live":
        return _("[Test] Enquiry: %(assistant)s, %(reference)s") % said
    return _("New enquiry: %(assistant)s, %(reference)s") % said


def _reply_to(data: dict[str, Any]) -> str:
    found = {str(answer["value"]) for answer in data.get("answers", ()) if answer["kind"] == EMAIL}
    if len(found) != 1:
        return ""
    try:
        return deliverable(found.pop())
    except ValueError:
        return ""


def reading(document: dict[str, Any]) -> dict[str, Any]:
    """Return what a person reads of an enquiry: answers with their labels, consents apart."""
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
