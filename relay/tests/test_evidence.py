from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.utils import timezone

from relay import delivery, evidence, schedule
from relay.lifetimes import LIFETIMES, Lifetime
from relay.models import Attempt, Delivery, Notice, Receipt, Submission
from relay.tests.conftest import delivery_of
from tenants.models import Member, Role, Tenant

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]

DOCS = Path(__file__).resolve().parents[2] / "docs" / "retention.md"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def delivered(aim, hand_in, receiver):
    """Deliver two, one of which is so many days old."""
    aim(receiver)

    def deliver(days):
        old, young = hand_in(1), hand_in(2)
        for one in (old, young):
            delivery.work(delivery_of(one).pk)
        age(Submission, "accepted_at", old, days)
        return old, young

    return deliver


def age(model, column, row, days):
    model.objects.filter(pk=row.pk).update(**{column: schedule.now() - timedelta(days=days)})


def shorten(tenant, days):
    Tenant.objects.filter(pk=tenant.pk).update(evidence_days=days)


def logged(user, days, object_id="x"):
    entry = LogEntry.objects.create(user=user, object_id=object_id, action_flag=CHANGE)
    age(LogEntry, "action_time", entry, days)
    return entry


def told(tenant, days):
    at = schedule.now() - timedelta(days=days)
    values = {"since": at, "next_try_at": at, "sent_at": at}
    return Notice.objects.create(tenant=tenant, kind=Notice.Kind.EXPIRED, **values)


def test_nothing_older_stays_and_nothing_younger_goes(delivered, settings, cast):
    settings.EVIDENCE_DAYS = 100
    _, young = delivered(101)
    age(Submission, "accepted_at", young, 99)
    kept = [logged(cast.alice, 99), told(cast.alpha, 99)]
    logged(cast.alice, 101)
    told(cast.alpha, 101)
    assert evidence.forget_old() == 1
    assert list(Submission.objects.all()) == [young]
    for model in (Delivery, Attempt, Receipt):
        assert model.objects.count() == 1, model
    assert [LogEntry.objects.get(), Notice.objects.get()] == kept


def test_a_tenant_that_wants_less_has_less_and_nobody_else(delivered, cast):
    old, young = delivered(60)
    shorten(cast.alpha, 50)
    beta = told(cast.beta, 60)
    told(cast.alpha, 60)
    theirs = logged(cast.bob, 60)
    logged(cast.alice, 60)
    evidence.forget_old()
    assert list(Submission.objects.all()) == [young]
    assert list(Notice.objects.all()) == [beta]
    assert list(LogEntry.objects.all()) == [theirs]
    assert old.tenant == cast.alpha


def test_no_tenant_gets_more_than_the_instance_keeps(delivered, cast, settings):
    settings.EVIDENCE_DAYS = 40
    _, young = delivered(41)
    shorten(cast.alpha, 300)
    assert evidence.days_of(Tenant.objects.get(pk=cast.alpha.pk)) == 40
    evidence.forget_old()
    assert list(Submission.objects.all()) == [young]


def test_what_people_did_who_work_elsewhere_too_stays_as_long_as_the_instance_says(cast):
    shorten(cast.alpha, 50)
    Member.objects.create(tenant=cast.beta, user=cast.edda, role=Role.EDITOR)
    Member.objects.create(tenant=cast.alpha, user=cast.sam, role=Role.VIEWER)
    kept = {logged(cast.edda, 60).pk, logged(cast.sam, 60).pk}
    logged(cast.viktor, 60)
    evidence.forget_old()
    assert set(LogEntry.objects.values_list("pk", flat=True)) == kept


def test_a_tick_forgets_a_bounded_number_and_the_next_ones_the_rest(cast, monkeypatch):
    monkeypatch.setattr(evidence, "_MOST_AT_ONCE", 2)
    for number in range(5):
        logged(cast.alice, 500, str(number))
    left = []
    for _ in range(3):
        evidence.forget_old()
        left.append(LogEntry.objects.count())
    assert left == [3, 1, 0]


def test_what_is_still_held_is_never_forgotten(aim, hand_in, receiver, settings):
    aim(receiver)
    held = hand_in(1)
    age(Submission, "accepted_at", held, 500)
    evidence.forget_old()
    assert Submission.objects.get() == held


def test_ended_log_ins_are_deleted(client, cast):
    client.force_login(cast.alice)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    client.force_login(cast.bob)
    evidence.forget_old()
    assert Session.objects.count() == 1


def test_every_table_says_how_long_it_keeps_its_rows():
    tables = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    own = {label for label in tables if not label.startswith("bench.")}
    assert own - set(LIFETIMES) == set()


def test_the_docs_name_every_table_with_its_end():
    text = DOCS.read_text()
    for lifetime in Lifetime:
        names = sorted(name for name, which in LIFETIMES.items() if which is lifetime)
        assert f"| {', '.join(f'`{name}`' for name in names)} | {lifetime.value} |" in text


@pytest.mark.parametrize("name", ["HOLD_DAYS", "EVIDENCE_DAYS"])
def test_the_docs_say_the_numbers_of_the_settings(name):
    listed = (DOCS.parent / "settings.md").read_text()
    found = re.search(rf"^\| `{name}` \| `(\d+)` \|", listed, re.M)
    assert found
    for file in (DOCS, DOCS.parent / "self-hosting.md"):
        assert re.search(rf"\b{found[1]}\b[^.]*`{name}`", file.read_text())


def test_nothing_that_holds_contents_outlives_the_hold():
    for model in apps.get_app_config("relay").get_models():
        columns = {one.name for one in model._meta.fields}
        if "ciphertext" in columns:
            assert LIFETIMES[model._meta.label] is Lifetime.HOLD
