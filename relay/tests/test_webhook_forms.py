"""How files come in a webhook: in its JSON, or as parts; signed either way, and as documented."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
from email import message_from_bytes
from email.policy import HTTP
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.core.management import call_command
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from builder.document import load
from builder.flows.document import FlowDocument
from builder.tests.every_kind import every_kind
from relay import delivery, destinations, files, schedule, trial, vault, webhook_forms
from relay.models import Destination, HeldPayload, Submission
from relay.states import DestinationState
from relay.tests.conftest import SECRET, delivery_of
from relay.tests.receiver import Receiver, running
from zenflow.testing.some_files import pdf, picture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SCHEMA = json.loads((Path(files.__file__).parent / "payload.schema.json").read_text())
DOCS = Path(files.__file__).resolve().parents[1] / "docs" / "webhook.md"


@pytest.fixture(autouse=True)
def _sees_all(everywhere, rung):
    """Let a test look into all rows; nothing goes to the broker."""


@pytest.fixture(scope="module")
def openapi():
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return yaml.safe_load(out.getvalue())


@pytest.fixture
def in_parts(aim, receiver):
    return switched(aim(receiver), "multipart")


def switched(destination: Destination, form: str) -> Destination:
    config = {**vault.open_config(destination), "form": form}
    destination.sealed_config = vault.seal_config(destination, config)
    destination.save()
    return destination


def parts_of(arrival):
    """Take a request of parts apart: the headers and the bytes of each, by its name."""
    boundary = arrival.headers["content-type"].partition("boundary=")[2].encode()
    before, *pieces, after = (b"\r\n" + arrival.body).split(b"\r\n--" + boundary)
    assert (before, after) == (b"", b"--\r\n")
    found = {}
    for piece in pieces:
        headers, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        part = message_from_bytes(headers, policy=HTTP)
        found[part.get_param("name", header="content-disposition")] = part, content
    assert len(found) == len(pieces)
    return found


def document_of(arrival):
    if arrival.headers["content-type"] == "application/json":
        return json.loads(arrival.body)
    return json.loads(parts_of(arrival)["payload"][1])


def verify(arrival):
    """Do what docs/webhook.md says: the library judges the document, the document the files."""
    headers, signed = dict(arrival.headers), arrival.body
    if headers["content-type"].startswith("multipart/form-data"):
        signed = parts_of(arrival)["payload"][1]
        headers["webhook-signature"] = headers["zenflow-payload-signature"]
    return Webhook(SECRET).verify(signed, headers)


@pytest.mark.parametrize("form", webhook_forms.FORMS)
def test_what_is_sent_of_every_kind_is_what_both_schemas_say(aim, receiver, cast, openapi, form):
    load(cast.household, FlowDocument.from_json(every_kind()), fresh_ids=True)
    destination = switched(aim(receiver), form)
    assert destinations.test(destination).ok
    for one in trial.send(cast.household).deliveries.all():
        assert delivery.attempt(one.pk)
    test, enquiry = receiver.arrivals
    for arrival in (test, enquiry):
        document = document_of(arrival)
        assert verify(arrival) == document
        jsonschema.validate(document, SCHEMA)
        operation = openapi["webhooks"][document["type"]]["post"]
        content = operation["requestBody"]["content"]
        kind = arrival.headers["content-type"].partition(";")[0]
        body = document if kind == "application/json" else {"payload": document}
        schema = {**content[kind]["schema"], "components": openapi["components"]}
        jsonschema.validate(body, schema)
        assert {p["name"] for p in operation["parameters"] if p.get("required")} <= {
            *arrival.headers
        }
    assert len(document["data"]["answers"]) == 23
    broken = {**document, "data": {**document["data"], "more": 1}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"payload": broken} if form == "multipart" else broken, schema)


def test_the_openapi_document_is_of_the_version_that_knows_webhooks(openapi):
    assert openapi["openapi"] == "3.1.0"
    assert set(openapi["webhooks"]) == set(SCHEMA["properties"]["type"]["enum"])
    assert "$defs" not in json.dumps(openapi)


@pytest.fixture
def with_files(in_parts, sent, send, receiver):
    """Deliver a picture and a report in parts; give what was sent and what arrived."""
    contents = [picture() + b"\r\n--zenflow-dlv_\r\n\xff\x00" * 2**16, pdf("Grüße")]
    sent.add('Dach "Süd".jpg', contents[0])
    sent.add("bericht.pdf", contents[1], "report")
    assert send(sent.body).status_code == 202
    held = HeldPayload.objects.select_related("submission").get()
    body = webhook_forms.Parts(files.open_contents(held, held.submission), "dlv_1")
    pieces = list(body)
    assert delivery.attempt(delivery_of(Submission.objects.get()).pk)
    return contents, receiver.arrivals[-1], (body, pieces)


def test_each_file_is_a_part_that_the_document_names(with_files):
    contents, arrival, _ = with_files
    found = parts_of(arrival)
    document = document_of(arrival)
    listed = document["data"]["files"]
    assert list(found) == ["payload", *(one["part"] for one in listed)]
    assert all("content" not in one for one in listed)
    for one, content in zip(listed, contents, strict=True):
        part, came = found[one["part"]]
        assert came == content
        assert hashlib.sha256(came).hexdigest() == one["sha256"]
        assert part.get_content_type() == one["type"]
    assert b'filename="Dach %22S\xc3\xbcd%22.jpg"' in arrival.body
    assert listed[0]["name"] == 'Dach "Süd".jpg'


def test_the_signature_is_of_exactly_the_bytes_that_were_sent(with_files):
    _, arrival, _ = with_files
    assert len(arrival.body) == int(arrival.headers["content-length"])
    signed = f"{arrival.id}.{arrival.headers['webhook-timestamp']}.".encode() + arrival.body
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    digest = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert arrival.headers["webhook-signature"] == f"v1,{digest}"


def test_the_library_judges_the_document_and_refuses_one_that_was_changed(with_files):
    _, arrival, _ = with_files
    assert verify(arrival) == document_of(arrival)
    arrival.body = arrival.body.replace(b'"locale":"de"', b'"locale":"en"')
    with pytest.raises(WebhookVerificationError):
        verify(arrival)


def test_no_file_is_ever_whole_in_memory_and_the_length_is_said_before(with_files):
    _, _, (body, pieces) = with_files
    assert sum(map(len, pieces)) == len(body)
    assert max(map(len, pieces)) <= 2**20 + 2**12
    assert len(pieces) == 6


def test_a_repeat_has_the_same_id_and_the_same_body(in_parts, hand_in, receiver, clock):
    receiver.answers = [500]
    one = delivery_of(hand_in())
    delivery.work(one.pk)
    clock.advance(minutes=1)
    delivery.work(one.pk)
    first, second = receiver.arrivals
    assert (first.body, first.id) == (second.body, second.id)
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]


def test_an_owner_chooses_the_form_and_a_change_asks_for_a_test(client, cast, aim):
    client.force_login(cast.alice)
    with running(Receiver()) as other:
        destination = aim(other)
        page = f"/admin/relay/destination/{destination.pk}/change/"
        sent = {"name": "Inbox", "url": other.url, "assistant": ""}
        assert client.post(page, sent).status_code == 302
        assert vault.open_config(Destination.objects.get())["form"] == "json"
        assert Destination.objects.get().state == DestinationState.ACTIVE
        client.post(page, {**sent, "form": "multipart"})
        assert Destination.objects.get().state == DestinationState.UNVERIFIED
        assert 'value="multipart" selected' in client.get(page).content.decode()
        client.post(f"/admin/relay/destination/{destination.pk}/test/")
        (arrival,) = other.arrivals
    assert arrival.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert verify(arrival)["type"] == "destination.test"
    assert Destination.objects.get().state == DestinationState.ACTIVE


def test_an_instance_of_before_goes_on_in_json(aim, hand_in, receiver):
    assert "form" not in vault.open_config(aim(receiver))
    delivery.work(delivery_of(hand_in()).pk)
    assert receiver.arrivals[0].headers["content-type"] == "application/json"
    assert "zenflow-payload-signature" not in receiver.arrivals[0].headers


def test_the_documentation_names_what_each_form_has():
    said = DOCS.read_text()
    for name in ("multipart/form-data", "zenflow-payload-signature", "`part`", "`payload`"):
        assert name in said
    assert f"{schedule.DEADLINE.total_seconds():.0f} seconds" in said
