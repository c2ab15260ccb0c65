from __future__ import annotations

import copy
import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils.html import escape

from builder.flows.messages import languages, page_texts
from relay import delivery, quarantine, receipts
from relay.models import Receipt, Submission
from relay.tests.conftest import delivery_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


OUTCOMES = {"delivered", "not_delivered", "test", "lost", "unknown"}
OUTCOMES |= {quarantine.DELETED_AS_SPAM, quarantine.DELETED_UNREADABLE}


@pytest.fixture
def purged(aim, hand_in, receiver):
    aim(receiver)
    submission = hand_in()
    delivery.work(delivery_of(submission).pk)
    return submission


@pytest.fixture
def document(purged, everywhere):
    return receipts.as_json(Receipt.objects.get())


def test_a_receipt_verifies_by_the_public_keys_alone(document):
    assert receipts.verify(document, receipts.public_keys())
    assert receipts.verify(json.loads(json.dumps(document)), receipts.public_keys())


def test_whatever_is_changed_is_noticed(document):
    keys = receipts.public_keys()

    def paths(value, at=()):
        if isinstance(value, dict):
            return [p for key in value for p in paths(value[key], (*at, key))]
        if isinstance(value, list):
            return [p for n, one in enumerate(value) for p in paths(one, (*at, n))]
        return [at]

    for path in paths(document):
        forged = copy.deepcopy(document)
        target = forged
        for part in path[:-1]:
            target = target[part]
        target[path[-1]] = "x" if target[path[-1]] != "x" else "y"
        assert not receipts.verify(forged, keys), path
    assert not receipts.verify({**document, "receipt": {**document["receipt"], "more": 1}}, keys)
    assert not receipts.verify({}, keys)
    assert not receipts.verify(document, {"keys": []})


def test_a_retired_key_still_verifies(document, settings):
    settings.RECEIPT_KEYS = {"new": b"n" * 32, **settings.RECEIPT_KEYS}
    assert receipts.verify(document, receipts.public_keys())
    settings.RECEIPT_KEYS = {"new": b"n" * 32}
    assert not receipts.verify(document, receipts.public_keys())


def test_a_receipt_says_what_happened_and_nothing_of_the_contents(document, purged, cast):
    body = document["receipt"]
    assert body["reference"] == purged.dashed_reference
    assert body["recipient"] == cast.alpha.legal_name
    assert body["flow"]["sha256"] == cast.version.sha256
    assert [one["outcome"] for one in body["deliveries"]] == ["delivered"]
    assert body["deliveries"][0]["attempts"] == 1
    assert body["accepted_at"] <= body["deliveries"][0]["at"] <= body["purged_at"]
    assert "ada@example.com" not in json.dumps(document)


def test_the_command_verifies_a_file(document, tmp_path, capsys):
    file, keys = tmp_path / "receipt.json", tmp_path / "keys.json"
    file.write_text(json.dumps(document))
    keys.write_text(json.dumps(receipts.public_keys()))
    call_command("verify_receipt", file, "--keys", keys)
    assert "Genuine" in capsys.readouterr().out
    document["receipt"]["outcome"] = "not_delivered"
    file.write_text(json.dumps(document))
    with pytest.raises(CommandError, match="not genuine"):
        call_command("verify_receipt", file)


@pytest.mark.parametrize(
    "spelling",
    [str, str.lower, lambda n: n.replace("-", ""), lambda n: n.replace("0", "O").replace("1", "i")],
)
def test_the_page_finds_a_number_however_it_is_typed(client, purged, spelling):
    response = client.get(f"/r/{spelling(purged.dashed_reference)}")
    assert response.status_code == 200
    assert (
        "zugestellt" in response.content.decode().lower()
        or "delivered" in response.content.decode()
    )
    assert response["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response


def test_the_page_speaks_the_language_of_the_enquiry_or_the_one_asked_for(client, purged):
    assert '<html lang="de">' in client.get(f"/r/{purged.reference}").content.decode()
    english = client.get(f"/r/{purged.reference}?lang=en").content.decode()
    assert '<html lang="en">' in english
    assert "Your enquiry was delivered" in english


@pytest.mark.parametrize(
    ("locale", "said", "month"),
    [
        ("fr-CH", "Votre demande a été remise", "mars"),
        ("pl", "Zapytanie zostało doręczone", "marca"),
        ("tr", "Talebiniz teslim edildi", "Mart"),
        ("xx", "Ihre Anfrage wurde zugestellt", "März"),
    ],
)
def test_whoever_enquires_in_a_language_reads_the_receipt_in_it(
    client, purged, everywhere, locale, said, month
):
    on = datetime(2026, 3, 5, 12, tzinfo=UTC)
    Submission.objects.filter(pk=purged.pk).update(locale=locale, accepted_at=on)
    page = client.get(f"/r/{purged.reference}").content.decode()
    assert said in page
    assert month in page
    if locale != "xx":
        assert "Ihre Anfrage" not in page


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_every_outcome_has_its_words(client, purged, everywhere, outcome):
    receipt = Receipt.objects.get()
    receipt.body["outcome"] = outcome
    receipt.save()
    for locale in languages():
        page = client.get(f"/r/{purged.reference}?lang={locale}").content.decode()
        words = page_texts("receipt", locale, recipient=purged.tenant.legal_name)
        assert escape(words[f"head_{outcome}"]) in page
        assert "{" not in page


@pytest.mark.parametrize("number", ["x", "0000-0000-0000-0000", "a" * 300])
def test_an_unknown_number_is_not_found_in_either_form(client, db, number):
    assert client.get(f"/r/{number}").status_code == 404
    response = client.get(f"/r/{number}.json")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_programs_get_json_by_address_or_by_accept(client, purged):
    by_address = client.get(f"/r/{purged.dashed_reference}.json")
    by_accept = client.get(f"/r/{purged.dashed_reference}", headers={"Accept": "application/json"})
    assert by_address.json() == by_accept.json()
    assert by_address.json()["state"] == "delivered"
    keys = client.get("/.well-known/zenflow-receipt-keys.json").json()
    assert receipts.verify(by_address.json(), keys)


def test_while_it_is_held_the_page_says_so(client, aim, hand_in, receiver):
    aim(receiver)
    submission = hand_in()
    said = client.get(f"/r/{submission.reference}.json").json()
    assert said == {
        "reference": submission.dashed_reference,
        "state": "held",
        "accepted_at": said["accepted_at"],
    }
    assert "safe with us" in client.get(f"/r/{submission.reference}?lang=en").content.decode()
    assert delivery.claim(delivery_of(submission).pk)
    assert client.get(f"/r/{submission.reference}.json").json()["state"] == "sending"
    assert "being sent" in client.get(f"/r/{submission.reference}?lang=en").content.decode()


def test_what_could_not_be_delivered_names_whom_to_ask(client, aim, hand_in, receiver, clock):
    aim(receiver)
    receiver.status = 500
    submission = hand_in()
    clock.advance(days=8)
    delivery.work(delivery_of(submission).pk)
    page = client.get(f"/r/{submission.reference}?lang=en").content.decode()
    assert "could not be delivered" in page
    assert "030 123456" in page


@pytest.mark.parametrize("number", ["%00" * 16, "%C3%9F" * 8, "%D9%A0" * 16, "-" * 16])
def test_what_is_no_number_is_not_found(client, db, number):
    assert client.get(f"/r/{number}").status_code == 404
