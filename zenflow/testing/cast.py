"""The people and businesses of every test: two tenants, their members, an outsider, staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django_scopes import scope

from builder.document import load
from builder.models import Assistant, FlowVersion
from builder.models.assistant import make_public_id
from builder.publishing import freeze
from tenants.models import Member, Role, Tenant, User
from zenflow.testing.household import household
from zenflow.testing.kept_rows import KeptRows

ALPHA_SITE = "https://www.alpha.example"
BETA_SITE = "https://www.beta.example"

# Answers that the cast's assistant takes; on the path of a house.
GOOD_ANSWERS = {
    "home": "house",
    "extras": ["bicycle"],
    "garden": "Ein Schuppen",
    "contact_email": "ada@example.com",
    "message": "Bitte rufen Sie an.",
    "privacy": True,
}


@dataclass
class Cast:
    """Alpha has an owner, an editor and a viewer; Beta an owner; Otto and Sam belong to neither."""

    alpha: Tenant
    beta: Tenant
    alice: User
    edda: User
    viktor: User
    bob: User
    otto: User
    sam: User
    household: Assistant  # Alpha's, version 1 live
    foreign: Assistant  # Beta's, the same document with ids of its own

    @property
    def version(self) -> FlowVersion:
        """Give the live version of Alpha's assistant."""
        version = self.household.live_version
        assert version is not None
        return version


def make_user(name: str, **extra: Any) -> User:
    """Create a person who can't log in by a password: tests use force_login."""
    return User.objects.create_user(f"{name}@example.com", first_name=name.title(), **extra)


def make_tenant(name: str, site: str) -> Tenant:
    """Create a business with everything that publishing asks of it."""
    return Tenant.objects.create(
        name=name,
        legal_name=f"{name} Versicherung AG",
        contact="030 123456",
        privacy_url=f"{site}/datenschutz",
        allowed_origins=[site],
    )


def make_assistant(tenant: Tenant, name: str = "Hausrat") -> Assistant:
    """Create an assistant from the cast's document, as a draft with ids of its own."""
    with scope(tenant=tenant):
        assistant = Assistant.objects.create(tenant=tenant, name=name, title="-")
        load(assistant, household(), fresh_ids=True)
    return assistant


def make_published(tenant: Tenant, name: str = "Hausrat", by: User | None = None) -> Assistant:
    """Create an assistant whose first version is live."""
    assistant = make_assistant(tenant, name)
    with scope(tenant=tenant):
        freeze(assistant, by)
    return assistant


def make_cast() -> Cast:
    """Create the whole cast."""
    names = ("alice", "edda", "viktor", "bob", "otto")
    people = {name: make_user(name) for name in names}
    alpha, beta = make_tenant("Alpha", ALPHA_SITE), make_tenant("Beta", BETA_SITE)
    roles = [("alice", Role.OWNER), ("edda", Role.EDITOR), ("viktor", Role.VIEWER)]
    Member.objects.bulk_create(
        [Member(tenant=alpha, user=people[name], role=role) for name, role in roles]
    )
    Member.objects.create(tenant=beta, user=people["bob"], role=Role.OWNER)
    return Cast(
        alpha=alpha,
        beta=beta,
        sam=make_user("sam", is_staff=True),
        household=make_published(alpha, by=people["alice"]),
        foreign=make_published(beta, by=people["bob"]),
        **people,
    )


class Again:
    """Give the cast again and again, made once by `make_cast` and then from its rows."""

    ANEW = (Tenant, Assistant, FlowVersion)

    def __init__(self) -> None:
        self.rows: KeptRows | None = None
        self.first: dict[str, Any] = {}

    def __call__(self) -> Cast:
        if self.rows is not None:
            return self._from(self.rows)
        of_builder = apps.get_app_config("builder").get_models()
        # A proxy's rows are those of its model.
        rows = [model for model in of_builder if not model._meta.proxy]
        models: list[type[Model]] = [User, Tenant, Member, *rows]
        alone = not any(model._base_manager.exists() for model in models)
        made = make_cast()
        if alone:  # else the rows of a test would be kept with them
            self.rows = KeptRows(models, self.ANEW)
            self.first = {name: (type(one), one.pk) for name, one in vars(made).items()}
        return made

    def _from(self, rows: KeptRows) -> Cast:
        def change(one: Model) -> None:
            if isinstance(one, Assistant):
                one.public_id = make_public_id()

        copies: dict[Any, Any] = rows.put_back(change)
        made = Cast(**{name: copies[which] for name, which in self.first.items()})
        for assistant, tenant in ((made.household, made.alpha), (made.foreign, made.beta)):
            assistant.tenant = tenant
            version = next(
                one
                for one in copies.values()
                if isinstance(one, FlowVersion) and one.pk == assistant.live_version_id
            )
            assistant.live_version, version.assistant = version, assistant
        return made


again = Again()


@pytest.fixture
def cast(db: None) -> Cast:
    """Give the whole cast."""
    return again()
