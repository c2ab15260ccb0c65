from __future__ import annotations

import base64
import hashlib
import json
import secrets

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scopes_disabled

from relay import chunks, delivery, evidence, files
from relay.models import HeldFile, HeldPayload, Submission
from relay.tests.conftest import code, delivery_of
from relay.tests.test_payload import SCHEMA
from relay.uploads import Spool
from zenflow.testing.cast import GOOD_ANSWERS
from zenflow.testing.some_files import docx, json_part, multipart, odt, pdf, picture, xlsx

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


TYPED = {f"answer-{key}": value for key, value in GOOD_ANSWERS.items()} | {"answer-privacy": "on"}


def deliver():
    submission = Submission.objects.get()
    delivery.work(delivery_of(submission).pk)
    return submission


def test_files_arrive_byte_for_byte_with_what_they_are(aim, receiver, sent, send):
    aim(receiver)
    photo, report = picture(), pdf("Gutachten")
    ids = sent.add("dach.jpg", photo), sent.add("Gutachten.pdf", report, "report")
    response = send(sent.body)
    assert response.status_code == 202, response.content
    deliver()
    (arrival,) = receiver.enquiries
    data = arrival.json["data"]
    jsonschema.validate(arrival.json, SCHEMA)
    assert [base64.b64decode(one["content"]) for one in data["files"]] == [photo, report]
    assert data["files"][0] == {
        "id": ids[0],
        "field": "photos",
        "name": "dach.jpg",
        "type": "image/jpeg",
        "size": len(photo),
        "sha256": hashlib.sha256(photo).hexdigest(),
        "content": base64.b64encode(photo).decode(),
    }
    said = {"id": ids[1], "name": "Gutachten.pdf", "type": "application/pdf", "size": len(report)}
    assert data["values"]["report"] == [said]
    (answer,) = [one for one in data["answers"] if one["key"] == "photos"]
    assert answer["text"] == "dach.jpg"


@pytest.mark.parametrize("size", [1, chunks.SIZE - 1, chunks.SIZE, chunks.SIZE + 1, 3_000_001])
def test_files_of_every_length_arrive(aim, receiver, sent, send, size):
    aim(receiver)
    text = (secrets.token_hex(1) * (size // 2 + 1))[:size].encode()
    sent.add("notes.txt", text)
    assert send(sent.body).status_code == 202
    assert HeldFile.objects.count() == chunks.count(size)
    deliver()
    (file,) = receiver.enquiries[0].json["data"]["files"]
    assert base64.b64decode(file["content"]) == text
    assert int(receiver.arrivals[0].headers["content-length"]) == len(receiver.arrivals[0].body)


@pytest.mark.parametrize(
    ("name", "content", "type_"),
    [
        ("a.png", picture("PNG"), "image/png"),
        ("a.webp", picture("WEBP"), "image/webp"),
        ("a.gif", picture("GIF"), "image/gif"),
        ("a.jpg", picture("JPEG", progressive=True), "image/jpeg"),
        ("a.docx", docx(), "officedocument.wordprocessingml.document"),
        ("a.xlsx", xlsx(), "officedocument.spreadsheetml.sheet"),
        ("a.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("a.txt", "Grüße\r\n\taus Köln".encode(), "text/plain"),
    ],
)
def test_the_type_is_judged_by_what_is_in_a_file(aim, receiver, sent, send, name, content, type_):
    aim(receiver)
    sent.add(name, content)
    assert send(sent.body).status_code == 202
    deliver()
    (file,) = receiver.enquiries[0].json["data"]["files"]
    assert file["type"].endswith(type_)
    assert file["name"] == name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("rechnung.exe", "rechnung.exe.jpg"),
        ("rechnung.html", "rechnung.html.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\ada\\Dach.JPG", "Dach.JPG"),
        ("..", "file.jpg"),
        ("/", "file.jpg"),
        (".htaccess", "htaccess.jpg"),
    ],
)
def test_a_name_is_no_path_and_says_what_the_file_is(aim, receiver, sent, send, name, kept):
    aim(receiver)
    sent.add(name, picture())
    assert send(sent.body).status_code == 202
    deliver()
    data = receiver.enquiries[0].json["data"]
    assert data["files"][0]["name"] == data["values"]["photos"][0]["name"] == kept


def test_the_same_files_again_get_the_same_answer_and_others_are_refused(aim, sent, send):
    aim("http://127.0.0.1:9/")
    sent.add("a.jpg", picture())
    first = send(sent.body)
    assert send(sent.body).json() == first.json()
    key, id_, name, content = sent.files[0]
    sent.files = [(key, id_, name, content.replace(b"JFIF", b"jfif"))]
    response = send(sent.body)
    assert (response.status_code, code(response)) == (409, "different_content")
    assert (Submission.objects.count(), HeldFile.objects.count()) == (1, 1)


def test_the_part_with_the_answers_needs_no_file_name_and_no_place(aim, sent, send):
    aim("http://127.0.0.1:9/")
    sent.add("a.jpg", picture())
    text = (
        b'Content-Disposition: form-data; name="submission"\r\n\r\n'
        + json.dumps(sent.json).encode()
    )
    assert send(multipart(*sent.parts, text)).status_code == 202


def test_an_enquiry_without_files_may_come_in_parts_too(aim, sent, send):
    aim("http://127.0.0.1:9/")
    assert send(multipart(json_part(sent.json))).status_code == 202


def test_the_contents_are_let_go_before_the_answer_is_sent(aim, sent, send, monkeypatch):
    aim("http://127.0.0.1:9/")
    closed = []
    monkeypatch.setattr(Spool, "close", lambda spool: closed.append(spool.number))
    sent.add("a.jpg", picture())
    sent.add("b.jpg", picture())
    send(sent.body)
    assert closed == [0, 1]


def test_the_form_without_javascript_takes_files_too(aim, receiver, client, asking):
    aim(receiver)
    photo = SimpleUploadedFile("dach.jpg", picture(), "image/jpeg")
    form = {"version": asking.pk, "submission_id": "s" * 22, **TYPED, "answer-photos": photo}
    response = client.post(f"/h/{asking.assistant.public_id}", form)
    assert response.status_code == 200, response.content.decode()
    deliver()
    (file,) = receiver.enquiries[0].json["data"]["files"]
    assert (file["name"], base64.b64decode(file["content"])) == ("dach.jpg", picture())


def test_the_form_without_javascript_takes_twenty_files_in_all(aim, client, asking):
    aim("http://127.0.0.1:9/")
    photos = [SimpleUploadedFile(f"{number}.jpg", picture()) for number in range(20)]
    form = {"version": asking.pk, "submission_id": "s" * 22, **TYPED, "answer-photos": photos}
    form["answer-report"] = SimpleUploadedFile("a.pdf", pdf())
    response = client.post(f"/h/{asking.assistant.public_id}", form)
    assert response.status_code == 422
    assert "höchstens 20 Dateien" in response.content.decode()


@pytest.mark.parametrize(
    ("content", "words"), [(b"MZ\0\0", "nicht angenommen"), (b"x" * (2**20 + 1), "1 MB groß")]
)
def test_the_form_without_javascript_says_what_is_wrong(
    aim, client, asking, settings, content, words
):
    settings.SUBMISSION_FILE_MAX_MB = 1
    aim("http://127.0.0.1:9/")
    file = SimpleUploadedFile("a.jpg", content)
    form = {"version": asking.pk, "submission_id": "s" * 22, **TYPED, "answer-photos": file}
    response = client.post(f"/h/{asking.assistant.public_id}", form)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not HeldFile.objects.exists()


def test_with_the_last_delivery_the_files_are_destroyed(aim, receiver, sent, send):
    one = aim(receiver, "One")
    two = aim(receiver, "Two")
    sent.add("a.jpg", picture())
    send(sent.body)
    submission = Submission.objects.get()
    receiver.answers = [200, 500]
    delivery.work(delivery_of(submission, one).pk)
    assert HeldFile.objects.count() == HeldPayload.objects.count() == 1
    other = delivery_of(submission, two)
    other.next_attempt_at = submission.accepted_at
    other.save()
    delivery.attempt(other.pk)
    assert two.deliveries.get().state == "delivered"
    assert HeldFile.objects.count() == HeldPayload.objects.count() == 0


def test_a_size_in_the_tables_tells_little(aim, sent, send, asking):
    from relay.tests.with_files import Sent

    aim("http://127.0.0.1:9/")
    for size in (5000, 6000, 7000, 8000):
        one = Sent(asking)
        one.add("a.txt", b"x" * size)
        assert send(one.body).status_code == 202
    assert len(set(Submission.objects.values_list("size_bucket", flat=True))) == 1
    assert len({len(row.ciphertext) for row in HeldFile.objects.all()}) == 1


@pytest.mark.parametrize("change", ["removed", "swapped", "from another file", "cut off"])
def test_pieces_that_were_moved_or_taken_away_open_nothing(aim, receiver, sent, send, change):
    aim(receiver)
    for name in ("a.txt", "b.txt"):
        sent.add(name, name.encode() * 500_000)
    send(sent.body)
    first, second, *_ = HeldFile.objects.filter(number=0).order_by("chunk")
    other = HeldFile.objects.get(number=1, chunk=0)
    if change == "removed":
        second.delete()
    elif change == "cut off":
        HeldFile.objects.filter(number=0, chunk=2).delete()
    else:
        source = second if change == "swapped" else other
        first.nonce, first.ciphertext = source.nonce, source.ciphertext
        first.save()
    deliver()
    assert receiver.arrivals == [], "the fault is found before anything is sent"
    assert Submission.objects.get().state == "quarantined"
    assert HeldFile.objects.exists()


def test_whoever_opens_contents_gets_the_files_piece_by_piece(aim, sent, send):
    aim("http://127.0.0.1:9/")
    text = b"abc" * 700_000
    sent.add("a.txt", text)
    send(sent.body)
    with scopes_disabled():
        submission = Submission.objects.get()
        contents = files.open_contents(HeldPayload.objects.get(), submission)
        (file,) = contents.files
        assert b"".join(file.chunks()) == text
        assert max(map(len, file.chunks())) <= 2**20
        assert (file.name, file.type, file.size, file.field) == (
            "a.txt",
            "text/plain",
            len(text),
            "photos",
        )
        assert "content" not in contents.document["data"]["files"][0]
        body = b"".join(contents)
        assert len(body) == len(contents)
        assert json.loads(body)["data"]["reference"] == submission.dashed_reference
        assert "a.txt" in repr(file)
        assert repr(contents.files).count("_key") == 0


def test_the_evidence_takes_no_files_along(aim, receiver, sent, send, settings):
    aim(receiver)
    sent.add("needle-in-a-name.jpg", picture())
    send(sent.body)
    submission = deliver()
    assert "needle" not in json.dumps(submission.receipt.body)
    settings.EVIDENCE_DAYS = -1
    assert evidence.forget_old() == 1
