"""Make the demo's tenant, people, assistant and destination, through what the admin uses too."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_scopes import scope

from builder import publishing
from builder.document import load
from builder.flows.document import FlowDocument
from builder.models import Assistant
from demo import insurance
from tenants.models import Member, Role, Tenant, User

PUBLIC_ID = "demo-hausrat"
OWNER, STAFF = "kunde@havenstein.example", "betrieb@zenflow.example"
_TENANT = {
    "name": "Havenstein Versicherung",
    "legal_name": "Havenstein Versicherung AG",
    "contact": "040 0000 1234",
    "privacy_url": "https://www.havenstein.example/datenschutz",
}


@dataclass(frozen=True)
class Login:
    """Who can log in where, for the supervisor to print."""

    where: str
    email: str
    password: str


def make_tenant() -> Tenant:
    """Return the demo's tenant, made if it isn't there; a customer's changes are left alone."""
    tenant, _ = Tenant.objects.get_or_create(name=_TENANT["name"], defaults=_TENANT)
    return tenant


def make_people(tenant: Tenant) -> list[Login]:
    """Return the demo's logins; their passwords are made once, for this instance alone."""
    logins = [
        Login("/admin/", OWNER, _password("demo_owner")),
        Login("/staff/", STAFF, _password("demo_staff")),
    ]
    owner = User.objects.filter(email=OWNER).first()
    if owner is None:
        owner = User.objects.create_user(
            OWNER, logins[0].password, first_name="Hanna", last_name="Stein"
        )
        Member.objects.create(tenant=tenant, user=owner, role=Role.OWNER)
    if not User.objects.filter(email=STAFF).exists():
        User.objects.create_superuser(STAFF, logins[1].password)
    return logins


def make_assistant(tenant: Tenant) -> Assistant:
    """Return the demo's assistant as a draft; an existing one stays as its customer left it."""
    with scope(tenant=tenant), transaction.atomic():
        assistant, created = Assistant.objects.get_or_create(
            tenant=tenant, public_id=PUBLIC_ID, defaults={"name": "Hausratversicherung"}
        )
        if created:
            load(assistant, FlowDocument.from_json(insurance.document()))
        return assistant


def publish_once(tenant: Tenant, assistant: Assistant) -> None:
    """Publish the demo's first version; what comes after is the customer's own doing."""
    with scope(tenant=tenant):
        assistant.refresh_from_db()
        if assistant.live_version is None and assistant.state == Assistant.State.DRAFT:
            publishing.publish(assistant, by=None, note="Erste Fassung")


def _password(name: str) -> str:
    kept = _secrets_folder() / name
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text("-".join(secrets.token_hex(2) for _ in range(4)))
    return kept.read_text()


def share_secret(webhook_secret: str) -> None:
    """Give the demo's receiver the secret, as a customer copies it into their own system."""
    shared = _secrets_folder() / "demo_webhook"
    shared.touch(mode=0o600)
    shared.write_text(webhook_secret)


def write_logins(logins: list[Login]) -> Path:
    """Write the logins down for the supervisor; for the eyes of whoever runs the demo."""
    path = _secrets_folder() / "demo_logins.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps([vars(login) for login in logins]))
    return path


def _secrets_folder() -> Path:
    folder = Path(settings.VAR_DIR) / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
