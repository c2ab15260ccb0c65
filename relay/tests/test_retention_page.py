from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from relay import delivery, schedule
from relay.models import Submission
from relay.tests.conftest import delivery_of
from tenants.models import Tenant

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def kept(aim, hand_in, receiver):
    """Deliver one, a hundred days ago; hold another."""
    aim(receiver)
    one, held = hand_in(1), hand_in(2)
    delivery.work(delivery_of(one).pk)
    Submission.objects.filter(pk=one.pk).update(
        accepted_at=schedule.now() - timedelta(days=100), state="shredded"
    )
    Submission.objects.filter(pk=held.pk).update(state="held")
    return one


def days_of(tenant):
    return Tenant.objects.get(pk=tenant.pk).evidence_days


def save(client, days):
    return client.post(reverse("admin:retention"), {"days": days})


def test_a_tenant_sees_what_is_kept_of_it_and_when_the_oldest_goes(client, cast, kept):
    client.force_login(cast.viktor)
    response = client.get(reverse("admin:retention"))
    rows = {one.name: one for one in response.context["rows"]}
    assert rows["Beendete Anfragen"].count == rows["Belege"].count == 1
    assert (rows["Beendete Anfragen"].ends - schedule.now()).days in {294, 295}
    assert rows["Zustellversuche"].oldest == rows["Beendete Anfragen"].oldest
    assert response.context["form"] is None
    client.force_login(cast.bob)
    rows = client.get(reverse("admin:retention")).context["rows"]
    assert [one.count for one in rows if one.name != "Aktivität"] == [0] * 5


def test_an_owner_shortens_it_within_bounds_and_that_is_written_down(client, cast, settings):
    client.force_login(cast.alice)
    for refused in ("29", str(settings.EVIDENCE_DAYS + 1), "viele"):
        assert save(client, refused).status_code == 422
    assert days_of(cast.alpha) is None
    assert save(client, "30").status_code == 302
    assert days_of(cast.alpha) == 30
    assert days_of(cast.beta) is None
    assert "evidence days" in LogEntry.objects.get().change_message
    assert save(client, "").status_code == 302
    assert days_of(cast.alpha) is None


def test_only_owners_shorten_it(client, cast):
    for person in (cast.edda, cast.viktor):
        client.force_login(person)
        assert save(client, "30").status_code == 403
    assert days_of(cast.alpha) is None


def test_staff_see_the_whole_instance_as_counts(client, cast, kept):
    Tenant.objects.filter(pk=cast.alpha.pk).update(evidence_days=50)
    client.force_login(cast.sam)
    response = client.get(reverse("staff:retention"))
    page = response.content.decode()
    assert {one.name: one.count for one in response.context["rows"]}["Beendete Anfragen"] == 1
    assert "1 Mandant" in page or "1 Kunde" in page
    assert "Alpha" not in page
    client.force_login(cast.alice)
    assert client.get(reverse("staff:retention")).status_code != 200
