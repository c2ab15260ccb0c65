"""Make the demo's tenant, people, assistant and destination, through what the admin uses too."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_scopes import scope

from builder import publishing
from builder.document import load
from builder.flows.document import FlowDocument
from builder.models import Assistant
from demo import insurance
from demo.receiving import receiver
from relay import destinations, signing, vault
from relay.models import Destination
from tenants.models import Member, Role, Tenant, User

PUBLIC_ID = "demo-hausrat"
OWNER, STAFF = "kunde@havenstein.example", "betrieb@zenflow.example"
_TENANT = {
    "name": "Havenstein Versicherung",
    "legal_name": "Havenstein Versicherung AG",
    "contact": "040 0000 1234",
    "privacy_url": "https://www.havenstein.example/datenschutz",
}


class DemoError(Exception):
    """The demo could not be set up; the text says why."""


def make_demo() -> None:
    """Make what is missing of the demo; what a customer changed since is left alone."""
    tenant, _ = Tenant.objects.get_or_create(name=_TENANT["name"], defaults=_TENANT)
    make_people(tenant)
    with scope(tenant=tenant):
        assistant = make_assistant(tenant)
        verify(make_destination(tenant))
        if assistant.live_version is None and assistant.state == Assistant.State.DRAFT:
            publishing.publish(assistant, by=None, note="Erste Fassung")


def make_people(tenant: Tenant) -> None:
    """Make a customer and a member of staff; write their logins down for whoever runs the demo."""
    owner, staff = _kept("demo_owner", _password), _kept("demo_staff", _password)
    with transaction.atomic():
        if not User.objects.filter(email=OWNER).exists():
            hanna = User.objects.create_user(OWNER, owner, first_name="Hanna", last_name="Stein")
            Member.objects.create(tenant=tenant, user=hanna, role=Role.OWNER)
        if not User.objects.filter(email=STAFF).exists():
            User.objects.create_superuser(STAFF, staff)
    logins = [
        {"site": "/admin/", "email": OWNER, "password": owner},
        {"site": "/staff/", "email": STAFF, "password": staff},
    ]
    _write("demo_logins.json", json.dumps(logins))


def make_assistant(tenant: Tenant) -> Assistant:
    """Return the demo's assistant, at first as a draft."""
    with transaction.atomic():
        assistant, created = Assistant.objects.get_or_create(
            tenant=tenant, public_id=PUBLIC_ID, defaults={"name": "Hausratversicherung"}
        )
        if created:
            load(assistant, FlowDocument.from_json(insurance.document()))
    return assistant


def make_destination(tenant: Tenant) -> Destination:
    """Return the demo's webhook; its address follows DEMO_PORT."""
    webhook_secret = _kept("demo_webhook", signing.make_secret)
    url = f"http://127.0.0.1:{settings.DEMO_PORT}/webhook"
    destination = Destination.objects.filter(tenant=tenant, name="Eingang").first()
    if destination is None:
        destination = Destination(tenant=tenant, name="Eingang", channel="webhook")
    elif vault.open_config(destination)["url"] == url:
        return destination
    destination.sealed_config = vault.seal_config(
        destination, {"url": url, "secret": webhook_secret}
    )
    destination.save()
    destinations.unverify(destination)
    return destination


def verify(destination: Destination) -> None:
    """Send the destination its signed test, to a real receiver. Raises DemoError."""
    if destination.verified_at is not None:
        return
    with receiver(settings.DEMO_PORT, _folder() / "demo_webhook"):
        result = destinations.test(destination)
    if not result.ok:
        raise DemoError(f"The demo's receiver did not take its test: {result.in_words()}")


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
