"""What a mail says and what it must not say, whatever people type."""

from __future__ import annotations

import hashlib
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from relay import letters, payload, schedule
from relay.files import Contents
from relay.mime import Letter, one_line

SENDER = "Zenflow <zenflow@forms.example>"
TO = ["eins@alpha.example", "zwei@alpha.example"]
BAIT = "bait@evil.example"

HOSTILE = [
    f"x\nBcc: {BAIT}",
    f"x\r\nBcc: {BAIT}\r\n\r\nbody",
    f"x\rBcc: {BAIT}",
    f"=?utf-8?q?x=0D=0ABcc:_{BAIT}?=",
    "=?utf-8?b?eA0KQmNjOiBiYWl0QGV2aWwuZXhhbXBsZQ==?=",
    f"x\u2028Bcc: {BAIT}",
    f"x\x85Bcc: {BAIT}",
    f"x\x0bBcc: {BAIT}",
    f"x\0\nBcc: {BAIT}",
    f'Meier, Anna" <{BAIT}>, "',
    f"a@b.example, {BAIT}",
    f"{BAIT}, \u202egro.elpmaxe@live",
    "ä" * 5000 + f"\nBcc: {BAIT}",
    "x" * 2000 + f"\nBcc: {BAIT}",
    "(Kommentar) <x@y.example>",
    f";boundary=x\n--x\nBcc: {BAIT}",
]


class FakeFile:
    """A file that is not held, as a letter sees one."""

    def __init__(self, name, content=b"abc", kind="image/jpeg"):
        self.name, self.type, self.size = name, kind, len(content)
        self._content = content

    def chunks(self):
        for at in range(0, len(self._content), 1000):
            yield self._content[at : at + 1000]


def document(**data):
    return {
        "type": "enquiry.received",
        "timestamp": "2026-11-22T16:00:00.000Z",
        "data": {
            "reference": "7K3M-9Q2P-4XW8-HTNA",
            "mode": "live",
            "assistant": {"id": "x", "name": "Hausrat"},
            "answers": [],
            "consents": [],
            "receipt": "https://forms.example/r/7K3M-9Q2P-4XW8-HTNA",
            **data,
        },
    }


def answer(kind, value, text=None, key="k", label="Frage"):
    said = text if text is not None else str(value)
    return {"key": key, "kind": kind, "label": label, "value": value, "text": said}


def test_what_was_reckoned_stands_below_the_answers():
    one = {"key": "price", "label": "Jahresbeitrag", "value": "149.90", "text": "149,90"}
    message, _ = write(document(answers=[answer("short_text", "Anna")], calculations=[one]))
    for part in ("plain", "html"):
        text = message.get_body((part,)).get_content()
        assert text.index("Anna") < text.index("Jahresbeitrag") < text.index("149,90")


def write(said=None, files=(), sender=SENDER, locale="de"):
    """Give what arrives, and its headers as they came over the wire."""
    contents = Contents(payload.encode(said or document()))
    contents.__dict__["files"] = list(files)
    raw = b"".join(letters.write(contents, "dlv_1", sender, TO, locale))
    return message_from_bytes(raw, policy=default), raw.partition(b"\r\n\r\n")[0].decode("ascii")


def recipients(message):
    return {
        address.addr_spec
        for name in ("To", "Cc", "Bcc")
        for header in message.get_all(name, ())
        for address in header.addresses
    }


def names(headers):
    return [
        line.partition(":")[0].lower() for line in headers.split("\r\n") if not line[:1].isspace()
    ]


def judge(message, headers):
    """No line of the headers is ours but those that we wrote, and nobody else is named."""
    assert recipients(message) == set(TO)
    assert "bcc" not in names(headers)
    assert len(names(headers)) == len(set(names(headers)))
    assert all(len(line) < 998 for line in headers.split("\r\n"))
    assert "\0" not in headers
    assert "\r" not in headers.replace("\r\n", "")
    assert "\n" not in headers.replace("\r\n", "")
    assert not any(part.defects for part in message.walk())


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_of_an_assistant_writes_a_header(text):
    judge(*write(document(assistant={"id": "x", "name": text})))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_of_a_sender_writes_a_header(text):
    message, headers = write(sender=f'"{one_line(text)[:200]}" <post@alpha.example>')
    judge(message, headers)
    assert [one.addr_spec for one in message["From"].addresses] in (
        ["post@alpha.example"],
        [BAIT],  # who writes a quotation mark into a sender writes a sender, and only that
    )


@pytest.mark.parametrize(
    "text", [*HOSTILE, "a@b", "@", "a@b.example>", "ä@b.example", "", "x" * 300]
)
def test_no_address_that_was_typed_writes_a_header(text):
    message, headers = write(document(answers=[answer("email", text)]))
    judge(message, headers)
    assert message["Reply-To"] is None


@pytest.mark.parametrize("text", HOSTILE)
def test_no_file_name_writes_a_header(text):
    message, headers = write(files=[FakeFile(text), FakeFile("zwei.pdf", kind="application/pdf")])
    judge(message, headers)
    attached = list(message.iter_attachments())
    assert [one.get_content() for one in attached] == [b"abc", b"abc"]
    assert [one.get_content_disposition() for one in attached] == ["attachment"] * 2
    for one in attached:
        assert set(one.keys()) <= {
            "Content-Type",
            "Content-Transfer-Encoding",
            "Content-Disposition",
            "MIME-Version",
        }
        assert not any(ord(c) < 32 or c in "\x7f\x85\u2028\u202e" for c in one.get_filename())


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_stands_in_the_body_alone(text):
    said = document(
        answers=[answer("long_text", text), answer("email", "ada@example.com", key="e")]
    )
    message, headers = write(said)
    judge(message, headers)
    assert message["Reply-To"] == "ada@example.com"


@pytest.mark.parametrize(
    ("typed", "reply_to"),
    [
        (["ada@example.com"], "ada@example.com"),
        (["ada@example.com", "ada@example.com"], "ada@example.com"),
        (["ada@example.com", "bob@example.com"], None),
        (["Ada@BÜCHER.example"], "Ada@xn--bcher-kva.example"),
        (["o'neill+x@example.com"], "o'neill+x@example.com"),
        ([], None),
    ],
)
def test_answering_writes_to_whoever_asked_if_that_is_clear(typed, reply_to):
    found = [answer("email", one, key=f"k{n}") for n, one in enumerate(typed)]
    assert write(document(answers=found))[0]["Reply-To"] == reply_to


def test_markup_that_was_typed_is_shown_and_not_obeyed():
    text = "<script>x</script><img src=https://evil.example/x>"
    said = document(
        assistant={"id": "x", "name": text},
        answers=[answer("long_text", text, label=text)],
        consents=[{"key": "c", "label": text, "text": text, "sha256": ""}],
    )
    html = write(said, [FakeFile(text)])[0].get_body(("html",)).get_content()
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;") == 6  # title, heading, label, answer, consent twice


def test_nothing_is_loaded_from_anywhere():
    html = write()[0].get_body(("html",)).get_content()
    assert "src=" not in html
    assert "url(" not in html
    assert "<link" not in html


@pytest.mark.parametrize(("locale", "quoted"), [("de", "„Ja“"), ("en", "“Ja”")])
def test_each_language_has_its_own_words_and_marks(locale, quoted):
    consent = {"key": "c", "label": "Datenschutz", "text": "Ja", "sha256": ""}
    message, _ = write(document(consents=[consent]), locale=locale)
    html = message.get_body(("html",)).get_content()
    assert quoted in html
    assert ("Neue Anfrage" in html) is (locale == "de")
    assert f'lang="{locale}"' in html


def test_a_consent_is_said_once_and_word_for_word():
    consent = {"key": "c", "label": "Datenschutz", "text": "Ich willige ein.", "sha256": ""}
    said = document(answers=[answer("consent", True, "Ich willige ein.", "c")], consents=[consent])
    message, _ = write(said)
    for kind in ("plain", "html"):
        assert message.get_body((kind,)).get_content().count("Ich willige ein.") == 1


@pytest.mark.parametrize("size", [1, 56, 57, 58, 999, 1000, 1001, 57_000])
def test_files_arrive_byte_for_byte_and_the_length_is_known_before(size):
    content = hashlib.shake_128(b"seed").digest(size)
    files: Any = [FakeFile("a.jpg", content), FakeFile("b.txt", content, "text/plain")]
    message = letters.new_message("Betreff", SENDER, TO, "id")
    message.set_content("Guten Tag")
    letter = Letter(message, files)
    raw = b"".join(letter)
    assert len(raw) == len(letter)
    assert raw.isascii()
    got = list(message_from_bytes(raw, policy=default).iter_attachments())
    assert [one.get_payload(decode=True) for one in got] == [content, content]


def test_a_letter_never_has_a_whole_file_in_memory():
    files: Any = [FakeFile("a.jpg", b"x" * 100_000)]
    letter = Letter(letters.new_message("x", SENDER, TO, "id"), files)
    assert max(map(len, letter)) < 2000


def test_a_test_says_that_it_is_one():
    contents = Contents(payload.write_test("Hausrat", schedule.now()))
    raw = b"".join(letters.write(contents, "test_1", SENDER, TO, "de"))
    message: Any = message_from_bytes(raw, policy=default)
    assert message["Subject"].startswith("Test")
    for kind in ("plain", "html"):
        assert "Dies ist ein Test." in message.get_body((kind,)).get_content()
