"""A link shows a draft for a while, and what is sent with it is a test to the end."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from builder import previewing
from builder.embed import live
from builder.models import Assistant, FlowVersion, PreviewLink, Step
from relay import doors, evidence, rates, receipts, schedule, vault
from relay.models import Delivery, HeldPayload, Receipt, Submission
from relay.tests.conftest import code
from zenflow.testing.cast import GOOD_ANSWERS

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _sees_all(everywhere, cast):
    rates.forget()
    live.forget()
    # What is live has nothing to do with what the link shows.
    Assistant.objects.filter(pk=cast.household.pk).update(state="paused")
    Step.objects.filter(pk=Step.objects.filter(assistant=cast.household)[0].pk).update(
        title="Neu hier"
    )


@pytest.fixture
def link(cast):
    def make(**more):
        made = previewing.create(cast.household, cast.alice, **more)
        return made

    return make


def flow(client, token):
    live.forget()
    return client.get(f"/e/v1/assistants/{token}", {"lang": "de"})


def hand_in(client, token, version):
    doors.forget()
    body = {
        "version": version,
        "submission_id": secrets.token_urlsafe(16),
        "locale": "de",
        "answers": GOOD_ANSWERS,
    }
    address = f"/e/v1/assistants/{token}/submissions"
    return client.post(address, json.dumps(body), content_type="application/json")


def test_the_link_shows_the_draft_as_it_is_now(client, cast, link):
    _, token = link()
    first = flow(client, token)
    assert first.json()["steps"][0]["title"] == "Neu hier"
    assert first["Cache-Control"] == "no-store"
    assert flow(client, token).json()["version"] == first.json()["version"]
    Step.objects.filter(title="Neu hier").update(title="Noch neuer")
    again = flow(client, token).json()
    assert again["steps"][0]["title"] == "Noch neuer"
    assert again["version"] != first.json()["version"]


def test_the_page_says_what_it_is_and_tells_nobody_its_address(client, link):
    for deliver, words in ((False, "niemand erhält"), (True, "als Test gekennzeichnet")):
        _, token = link(deliver=deliver)
        live.forget()
        page = client.get(f"/h/{token}", {"lang": "de"})
        assert words in page.content.decode()
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page["X-Robots-Tag"]


def test_a_test_is_judged_and_discarded_with_a_receipt_that_says_so(client, link, aim):
    aim("https://alpha.example/in")
    _, token = link()
    version = flow(client, token).json()["version"]
    answer = hand_in(client, token, version)
    assert answer.status_code == 202
    (submission,) = Submission.objects.all()
    assert (submission.mode, submission.state) == ("preview", "purged")
    assert not Delivery.objects.exists()
    assert not HeldPayload.objects.exists()
    kept = Receipt.objects.get()
    assert kept.body["outcome"] == "test"
    assert receipts.verify(receipts.as_json(kept), receipts.public_keys())
    page = client.get(f"/r/{submission.reference}", HTTP_ACCEPT="text/html").content.decode()
    assert "Test" in page


def test_wrong_answers_are_refused_as_ever(client, link):
    _, token = link()
    version = flow(client, token).json()["version"]
    doors.forget()
    body = {"version": version, "submission_id": "s" * 22, "locale": "de", "answers": {}}
    address = f"/e/v1/assistants/{token}/submissions"
    answer = client.post(address, json.dumps(body), content_type="application/json")
    assert code(answer) == "invalid_answers"


def test_tests_are_delivered_only_when_the_link_says_so_and_are_marked(client, link, aim):
    aim("https://alpha.example/in")
    _, token = link(deliver=True)
    version = flow(client, token).json()["version"]
    assert hand_in(client, token, version).status_code == 202
    assert Delivery.objects.count() == 1
    held = HeldPayload.objects.select_related("submission").get()
    data = json.loads(vault.open_payload(held, held.submission))["data"]
    assert (data["test"], data["mode"]) == (True, "preview")


def test_a_draft_can_be_handed_in_only_through_its_own_link(client, cast, link):
    _, token = link()
    version = flow(client, token).json()["version"]
    assert hand_in(client, cast.household.public_id, version).status_code == 410
    _link, foreign = previewing.create(cast.foreign, cast.bob)
    assert hand_in(client, foreign, version).status_code == 404
    assert hand_in(client, token, str(cast.version.pk)).status_code == 404
    assert not Submission.objects.exists()


def test_the_assistants_own_page_shows_no_draft_to_who_knows_its_id(client, cast, link):
    _, token = link()
    version = flow(client, token).json()["version"]
    Assistant.objects.filter(pk=cast.household.pk).update(state="live")
    live.forget()
    page = client.post(f"/h/{cast.household.public_id}", {"version": version})
    assert page.status_code == 422
    assert "Neu hier" not in page.content.decode()


@pytest.mark.parametrize("how", ["expired", "revoked", "archived", "unknown"])
def test_what_is_over_shows_and_takes_nothing(client, cast, link, how):
    made, token = link()
    version = flow(client, token).json()["version"]
    if how == "expired":
        PreviewLink.objects.filter(pk=made.pk).update(expires_at=timezone.now())
    elif how == "revoked":
        assert previewing.revoke(made)
        assert not previewing.revoke(made)
    elif how == "archived":
        Assistant.objects.filter(pk=cast.household.pk).update(state="archived")
    else:
        token = f"p-{secrets.token_urlsafe(24)}"
    live.forget()
    assert flow(client, token).status_code == 404
    assert client.get(f"/h/{token}").status_code == 404
    assert hand_in(client, token, version).status_code in {404, 410}


def test_only_the_fingerprint_of_a_token_is_kept(link):
    made, token = link()
    assert token not in json.dumps([str(value) for value in vars(made).values()])
    assert len(made.token_hash) == 64


def test_a_draft_that_asks_nothing_yet_shows_nothing(client, cast, link):
    _, token = link()
    Step.objects.filter(assistant=cast.household).delete()
    assert flow(client, token).status_code == 404


def test_what_was_frozen_long_ago_is_collected_unless_something_was_sent(client, link):
    _, token = link()
    sent = flow(client, token).json()["version"]
    hand_in(client, token, sent)
    Step.objects.filter(title="Neu hier").update(title="Noch neuer")
    flow(client, token)
    drafts = FlowVersion.objects.filter(mode="preview")
    assert drafts.count() == 2
    evidence.forget_old()
    assert drafts.count() == 2
    drafts.update(published_at=schedule.now() - timedelta(days=31))
    evidence.forget_old()
    assert [str(one.pk) for one in drafts] == [sent]


def test_links_are_made_listed_and_taken_back_on_their_page(client, cast):
    client.force_login(cast.alice)
    address = reverse("admin:builder_assistant_links", args=[cast.household.pk])
    made = client.post(address, {"days": "7"})
    token = made.content.decode().split("/h/")[1].split("<")[0]
    assert "no-store" in made["Cache-Control"]
    assert flow(client, token).status_code == 200
    link = PreviewLink.objects.get()
    assert timedelta(days=6) < link.expires_at - timezone.now() < timedelta(days=8)
    assert token not in client.get(address).content.decode()
    client.post(address, {"revoke": str(link.pk)})
    assert flow(client, token).status_code == 404
    for days in ("3650", "x", ""):
        assert client.post(address, {"days": days}).status_code == 422


def test_nobody_takes_back_the_link_of_another_tenant(client, cast):
    made, token = previewing.create(cast.foreign, cast.bob)
    client.force_login(cast.alice)
    address = reverse("admin:builder_assistant_links", args=[cast.household.pk])
    for pk in (str(made.pk), "x"):
        client.post(address, {"revoke": pk})
    assert flow(client, token).status_code == 200
