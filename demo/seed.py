"""Make the demo's tenants, people, assistants and destinations, through what the admin uses too."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_scopes import scope

from builder import pictures, publishing
from builder.document import load
from builder.flows.document import FlowDocument
from builder.models import Assistant, Choice
from demo.businesses import BUSINESSES, Business
from demo.receiving import receiver
from relay import destinations, mailboxes, signing
from relay.models import Destination
from tenants.models import Member, Role, Tenant, User

STAFF = "betrieb@zenflow.example"
_PICTURES = Path(__file__).resolve().parent / "pictures"


class DemoError(Exception):
    """The demo could not be set up; the text says why."""


def make_demo() -> None:
    """Make what is missing of the demo; what a customer changed since is left alone."""
    logins = [make_business(business) for business in BUSINESSES]
    password = _kept("demo_staff", _password)
    if not User.objects.filter(email=STAFF).exists():
        User.objects.create_superuser(STAFF, password)
    logins.append({"site": "/staff/", "email": STAFF, "password": password})
    _write("demo_logins.json", json.dumps(logins))


def make_business(business: Business) -> dict[str, str]:
    """Make one tenant with all that belongs to it; return its owner's login."""
    tenant, _ = Tenant.objects.get_or_create(
        name=business.name,
        defaults={
            "legal_name": business.legal_name,
            "contact": business.contact,
            "privacy_url": business.privacy_url,
            "theme": business.theme,
        },
    )
    login = make_owner(tenant, business)
    with scope(tenant=tenant):
        assistant = make_assistant(tenant, business)
        for make in _DESTINATIONS[business.slug]:
            make(tenant, business)
        if assistant.live_version is None and assistant.state == Assistant.State.DRAFT:
            publishing.publish(assistant, by=None, note="Erste Fassung")
    return login


def make_owner(tenant: Tenant, business: Business) -> dict[str, str]:
    """Make the customer who logs in; their password is kept for whoever runs the demo."""
    email, first, last = business.owner
    password = _kept(f"demo_owner_{business.slug}", _password)
    with transaction.atomic():
        if not User.objects.filter(email=email).exists():
            owner = User.objects.create_user(email, password, first_name=first, last_name=last)
            Member.objects.create(tenant=tenant, user=owner, role=Role.OWNER)
    return {"site": "/admin/", "email": email, "password": password}


def make_assistant(tenant: Tenant, business: Business) -> Assistant:
    """Return the business' assistant, at first as a draft."""
    with transaction.atomic():
        assistant, created = Assistant.objects.get_or_create(
            tenant=tenant,
            public_id=business.public_id,
            defaults={"name": business.assistant},
        )
        if created:
            load(assistant, FlowDocument.from_json(business.document()))
            hang_pictures(tenant, business)
    return assistant


def hang_pictures(tenant: Tenant, business: Business) -> None:
    """Give choices their pictures."""
    for choice_id, name in business.pictures.items():
        asset = pictures.keep(tenant, _picture(name))
        Choice.objects.filter(pk=choice_id).update(picture=asset)


def make_webhook(tenant: Tenant, business: Business) -> None:
    """Make the business' webhook and test it with a real receiver; its address follows DEMO_PORT.

    Raises DemoError.
    """
    url = f"http://127.0.0.1:{settings.DEMO_PORT}/webhook/{business.slug}"
    secret = _kept(f"demo_webhook_{business.slug}", signing.make_secret)
    destination = Destination.objects.filter(tenant=tenant, name="Eingang").first()
    if destination is None:
        destination = destinations.create(tenant, "Eingang", url, secret=secret)
    elif destinations.url_of(destination) != url:
        destinations.configure(destination, url, secret)
        destination.save()
        destinations.unverify(destination)
    if destination.verified_at is not None:
        return
    with receiver(settings.DEMO_PORT, business.slug, _folder()):
        result = destinations.test(destination)
    if not result.ok:
        raise DemoError(f"The demo's receiver did not take its test: {result.in_words()}")


def make_mail(tenant: Tenant, business: Business) -> None:
    """Make the business' e-mail destination, confirmed as a click on its link would."""
    if Destination.objects.filter(tenant=tenant, name="Postfach").exists():
        return
    destination = mailboxes.create(tenant, "Postfach", [business.mailbox])
    mailboxes.confirm(destination, business.mailbox)


_DESTINATIONS: dict[str, list[Callable[[Tenant, Business], None]]] = {
    "havenstein": [make_webhook],
    "brandt": [make_webhook, make_mail],
    "lindenplatz": [make_mail],
}


def _picture(name: str) -> pictures.Picture:
    with (_PICTURES / f"{name}.webp").open("rb") as upload:
        return pictures.encode(upload)


def _password() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(4))


def _kept(name: str, make: Callable[[], str]) -> str:
    path = _folder() / name
    if not path.exists():
        _write(name, make())
    return path.read_text()


def _write(name: str, text: str) -> None:
    path = _folder() / name
    path.touch(mode=0o600)
    path.write_text(text)


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
