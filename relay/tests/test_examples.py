"""The receivers of docs/examples, as processes: what is really sent is taken, and nothing else."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from standardwebhooks.webhooks import Webhook

from relay import delivery, destinations, files, secret_rotation, signing, vault, webhook_forms
from relay.channels.webhook import OF_DOCUMENT
from relay.models import HeldPayload, Submission
from relay.states import DeliveryState
from relay.tests.conftest import SECRET, delivery_of
from relay.tests.test_webhook_forms import document_of, parts_of, switched
from zenflow import widget
from zenflow.processes import LOOPBACK, free_port, spawn
from zenflow.testing.some_files import pdf, picture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
EXAMPLES = Path(files.__file__).resolve().parents[1] / "docs" / "examples"
NODE = EXAMPLES / "node"


@pytest.fixture(autouse=True)
def _sees_all(everywhere, rung):
    """Let a test look into all rows; nothing goes to the broker."""


@dataclass
class Example:
    """A receiver that runs, and what it has kept."""

    name: str
    url: str
    folder: Path

    def stored(self) -> Any:
        """Return each enquiry's document and files, by its webhook-id."""
        return self._in_folders() if self.name == "node" else self._in_tables()

    def _in_folders(self):
        return {
            place.name: (
                json.loads((place / "enquiry.json").read_text()),
                {one.name: one.read_bytes() for one in place.iterdir() if one.suffix != ".json"},
            )
            for place in self.folder.iterdir()
            if not place.name.startswith(".")
        }

    def _in_tables(self):
        with closing(sqlite3.connect(self.folder / "enquiries.sqlite3")) as database:
            rows = database.execute("SELECT id, webhook_id, document FROM enquiries_enquiry")
            of = "SELECT file_id, content FROM enquiries_enquiryfile WHERE enquiry_id = ?"
            return {
                webhook_id: (
                    json.loads(document),
                    {
                        id_: (self.folder / "files" / path).read_bytes()
                        for id_, path in database.execute(of, [pk])
                    },
                )
                for pk, webhook_id, document in rows.fetchall()
            }


@contextmanager
def started(argv, cwd, env) -> Iterator[None]:
    process = spawn(argv, cwd=cwd, env={**os.environ, **env}, log=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def answers(port: int) -> None:
    """Wait until somebody listens."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        with socket.socket() as tried:
            if tried.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("It did not start.")


@pytest.fixture(scope="module", params=["django", "node"])
def example(request, tmp_path_factory) -> Iterator[Example]:
    folder, port = tmp_path_factory.mktemp(request.param), free_port()
    env = {"WEBHOOK_SECRET": SECRET, "FOLDER": str(folder), "PORT": str(port)}
    if request.param == "node":
        needs_node()
        argv, path = ["node", "receiver.mjs"], ""
    else:
        manage = [sys.executable, "manage.py"]
        env |= {"DJANGO_SETTINGS_MODULE": "receiver.settings", "PYTHONDONTWRITEBYTECODE": "1"}
        where = EXAMPLES / "django"
        migrate = [*manage, "migrate", "--verbosity=0"]
        subprocess.run(migrate, cwd=where, env={**os.environ, **env}, check=True)
        argv, path = [*manage, "runserver", "--noreload", f"{LOOPBACK}:{port}"], "enquiries"
    with started(argv, EXAMPLES / request.param, env):
        answers(port)
        yield Example(request.param, f"http://{LOOPBACK}:{port}/{path}", folder)


def needs_node() -> None:
    if not widget.has_node():
        pytest.skip("Node is not on this machine.")
    widget.install(widget.EXAMPLE)


def signed(contents, message_id, form, *, secret=SECRET, at=None):
    """Return a body and its headers as our channel makes them."""
    body, at = webhook_forms.FORMS[form](contents, message_id), at or datetime.now(UTC)
    headers = {"Content-Type": body.content_type}
    headers |= signing.headers([secret], message_id, at, body)
    if body.document is not None:
        headers[OF_DOCUMENT] = signing.signatures([secret], message_id, at, [body.document])
    return b"".join(body), headers


def post(example, body, headers) -> int:
    return requests.post(example.url, data=body, headers=headers, timeout=30).status_code


@pytest.mark.parametrize("form", webhook_forms.FORMS)
def test_a_receiver_takes_what_we_send_once_and_nothing_that_we_did_not(
    example, aim, sent, send, form
):
    destination = switched(aim(example.url), form)
    before = set(example.stored())
    assert destinations.test(destination).ok
    assert set(example.stored()) == before, "a test is answered and left"
    contents = {"photos": picture(size=(900, 700)) + b"\r\n--zenflow-\xff", "report": pdf("Grüße")}
    for key, content in contents.items():
        sent.add(f'"{key}" Süd.bin', content, key)
    assert send(sent.body).status_code == 202
    held = HeldPayload.objects.select_related("submission").get()
    opened = files.open_contents(held, held.submission)
    one = delivery_of(held.submission)
    message_id = signing.webhook_id(one.pk)
    body, headers = signed(opened, message_id, form)
    old = signed(opened, message_id, form, at=datetime.now(UTC) - timedelta(minutes=6))
    strange = signed(opened, message_id, form, secret=signing.make_secret())
    changed = body.replace(b'"locale":"de"', b'"locale":"en"'), headers
    at = body.index(b"JFIF") if form == "multipart" else body.index(b'"content":"') + 400
    other_file = body[:at] + (b"A" if body[at : at + 1] != b"A" else b"B") + body[at + 1 :], headers
    bare = body, {name: value for name, value in headers.items() if "signature" not in name}
    empty: tuple[bytes, dict[str, str]] = (b"", {})
    for hostile in (old, strange, changed, other_file, bare, empty, (b"\xff", headers)):
        assert post(example, *hostile) == 401
    assert set(example.stored()) == before

    assert delivery.attempt(one.pk)
    assert delivery_of(held.submission).state == DeliveryState.DELIVERED
    document, kept = example.stored()[message_id]
    assert document["data"]["reference"] == Submission.objects.get().dashed_reference
    listed = {one["field"]: one["id"] for one in document["data"]["files"]}
    assert kept == {listed[key]: content for key, content in contents.items()}

    assert post(example, body, headers) == 200, "a repeat is answered with 200"
    assert set(example.stored()) == {*before, message_id}
    assert example.stored()[message_id] == (document, kept)


def test_while_both_secrets_sign_a_receiver_with_the_old_one_goes_on(example, aim, hand_in):
    destination = aim(example.url)
    secret_rotation.rotate(destination)
    assert delivery.attempt(delivery_of(hand_in()).pk)
    assert delivery_of(Submission.objects.get()).state == DeliveryState.DELIVERED


_VERIFY = """
import { Webhook } from "standardwebhooks";
import { readFileSync } from "node:fs";
console.log(JSON.stringify(JSON.parse(readFileSync(0)).map(({ secret, body, headers }) => {
  try { return new Webhook(secret).verify(body, headers).type; } catch (error) { return error.name; }
})));
"""


def test_both_libraries_accept_either_secret_in_both_forms_and_no_third(aim, hand_in, receiver):
    needs_node()
    destination = aim(receiver)
    secret_rotation.rotate(destination)
    cases = []
    for number, form in enumerate(webhook_forms.FORMS, 1):
        switched(destination, form)
        assert delivery.attempt(delivery_of(hand_in(number)).pk)
        arrival = receiver.arrivals[-1]
        body, headers = arrival.body, dict(arrival.headers)
        if form == "multipart":
            body = parts_of(arrival)["payload"][1]
            headers["webhook-signature"] = headers[OF_DOCUMENT]
        for secret in (SECRET, vault.open_config(destination)["secret"], signing.make_secret()):
            cases.append({"secret": secret, "body": body.decode(), "headers": headers})
        for case in cases[-3:-1]:
            assert Webhook(case["secret"]).verify(body, headers) == document_of(arrival)
    node = ["node", "--input-type=module", "-e", _VERIFY]
    asked = json.dumps(cases).encode()
    done = subprocess.run(node, cwd=NODE, input=asked, capture_output=True, check=True)
    accepted = ["enquiry.received", "enquiry.received", "WebhookVerificationError"]
    assert json.loads(done.stdout) == accepted * 2
