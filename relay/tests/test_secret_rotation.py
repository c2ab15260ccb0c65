from __future__ import annotations

from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from relay import delivery, destinations, secret_rotation, signing, sweeping, vault
from relay.models import Destination
from relay.tests.conftest import SECRET, delivery_of

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def inbox(aim, receiver, clock):
    """Verifying libraries look at the real clock, so the day passes beforehand."""
    clock.at = datetime.now(UTC)
    return aim(receiver)


def config() -> dict[str, str]:
    return vault.open_config(Destination.objects.get())


def accepts(secret, arrival) -> bool:
    try:
        Webhook(secret).verify(arrival.body, arrival.headers)
    except WebhookVerificationError:
        return False
    return True


def deliver(hand_in, receiver, number=1):
    assert delivery.attempt(delivery_of(hand_in(number)).pk)
    return receiver.enquiries[-1]


def test_for_a_day_both_secrets_sign_and_either_verifies(inbox, hand_in, receiver, clock):
    clock.advance(hours=-23, minutes=-59)
    assert secret_rotation.rotate(inbox)
    clock.at = datetime.now(UTC)
    arrival = deliver(hand_in, receiver)
    new = destinations.secret_of(inbox)
    assert new != SECRET
    assert [one[:3] for one in arrival.headers["webhook-signature"].split()] == ["v1,", "v1,"]
    assert (accepts(new, arrival), accepts(SECRET, arrival)) == (True, True)
    assert not accepts(signing.make_secret(), arrival)


def test_after_a_day_the_new_one_signs_alone_and_the_old_one_is_gone(
    inbox, hand_in, receiver, clock
):
    clock.advance(hours=-24)
    assert secret_rotation.rotate(inbox)
    clock.at = datetime.now(UTC)
    arrival = deliver(hand_in, receiver)
    assert accepts(config()["secret"], arrival)
    assert not accepts(SECRET, arrival)
    assert set(config()) - {"form"} == {"url", "secret"}, "the first attempt after it forgets it"


def test_the_sweep_forgets_an_old_secret_that_nothing_is_sent_with(inbox, clock, monkeypatch):
    monkeypatch.setattr(sweeping, "_tidied_at", -sweeping._TIDY_EVERY)
    secret_rotation.rotate(inbox)
    clock.advance(hours=23, minutes=59)
    sweeping.put_in_order()
    assert SECRET in config().values()
    clock.advance(minutes=1)
    monkeypatch.setattr(sweeping, "_tidied_at", -sweeping._TIDY_EVERY)
    sweeping.put_in_order()
    assert SECRET not in config().values()
    assert secret_rotation.due() == []


def test_an_old_secret_can_be_forgotten_at_once(inbox, hand_in, receiver):
    secret_rotation.rotate(inbox)
    secret_rotation.end(inbox)
    arrival = deliver(hand_in, receiver)
    assert (accepts(config()["secret"], arrival), accepts(SECRET, arrival)) == (True, False)
    assert SECRET not in config().values()


def test_it_is_not_replaced_again_while_both_sign(inbox, clock):
    assert secret_rotation.rotate(inbox)
    before = config()
    assert not secret_rotation.rotate(inbox)
    assert config() == before
    clock.advance(hours=24)
    assert secret_rotation.rotate(inbox)
    assert config()["old_secret"] == before["secret"]


def test_a_test_is_signed_with_both_too(inbox, receiver):
    secret_rotation.rotate(inbox)
    assert destinations.test(inbox).ok
    (arrival,) = receiver.arrivals
    assert accepts(SECRET, arrival)
    assert accepts(config()["secret"], arrival)


def test_an_owner_is_asked_first_and_sees_that_both_sign(client, cast, inbox):
    client.force_login(cast.alice)
    page = f"/admin/relay/destination/{inbox.pk}/rotate/"
    assert client.get(page).status_code == 200
    assert config()["secret"] == SECRET, "looking changes nothing"
    shown = client.post(page, follow=True)
    assert config()["secret"] in shown.content.decode()
    assert SECRET not in shown.content.decode()
    assert shown.context["both_until"]
    ended = client.post(page, {"end": ""}, follow=True)
    assert ended.context["both_until"] is None
    assert set(config()) - {"form"} == {"url", "secret"}


def test_only_an_owner_may_replace_it(client, cast, inbox):
    client.force_login(cast.edda)
    assert client.post(f"/admin/relay/destination/{inbox.pk}/rotate/").status_code == 403
    assert config()["secret"] == SECRET


def test_a_new_address_keeps_both_secrets(client, cast, inbox, receiver):
    client.force_login(cast.alice)
    secret_rotation.rotate(inbox)
    before = config()
    sent = {"name": "Inbox", "url": receiver.url + "/new", "assistant": ""}
    client.post(f"/admin/relay/destination/{inbox.pk}/change/", sent)
    assert config() == {**before, "url": receiver.url + "/new", "form": "json"}


def test_no_other_channel_has_a_secret_to_replace(client, cast, inbox):
    Destination.objects.update(channel="email")
    client.force_login(cast.alice)
    assert client.get(f"/admin/relay/destination/{inbox.pk}/rotate/").status_code == 404
