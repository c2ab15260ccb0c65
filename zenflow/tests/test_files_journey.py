"""Files through the whole product, on real servers: they arrive, and nothing of them is left.

PostgreSQL in two clusters, a Valkey, the web server and the worker are processes of their own; the
receiver is here, so that a test decides when it answers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from relay.tests.receiver import Receiver
from relay.tests.receiver import running as receiving
from zenflow.processes import wait_until
from zenflow.testing import hostile_files, needle
from zenflow.testing.cast import GOOD_ANSWERS
from zenflow.testing.product import Product
from zenflow.testing.some_files import json_part, multipart, part, pdf, picture, said

MARKER = "Nadel-Gutachten-0815"
PROC = Path("/proc")
LINUX_ONLY = pytest.mark.skipif(not PROC.exists(), reason="looks into /proc")
MB = 2**20
# What one upload, one delivery or one picture may add to a process: pieces, never whole files.
LITTLE = 60 * MB
# The largest picture that is decoded whole has 25 million pixels of four bytes.
ONE_PICTURE = 130 * MB

SET_UP = """
from types import SimpleNamespace
from django_scopes import scope
from relay import destinations
from relay.states import DestinationState
from relay.tests.with_files import asking_for_files
from zenflow.testing.cast import ALPHA_SITE, make_tenant, make_user
tenant = make_tenant("Alpha", ALPHA_SITE)
version = asking_for_files(SimpleNamespace(alpha=tenant, alice=make_user("alice")))
with scope(tenant=tenant):
    inbox = destinations.create(tenant, "Inbox", "{url}")
    type(inbox).objects.update(state=DestinationState.ACTIVE)
print("version", version.pk, version.assistant.public_id)
"""


class Site:
    """The product, an assistant that asks for files, and the tenant's own system."""

    def __init__(self, running: Product, receiver: Receiver, version: str, public_id: str) -> None:
        self.running, self.receiver, self.version = running, receiver, version
        self.url = f"{running.url}/e/v1/assistants/{public_id}/submissions"
        self.awake = threading.Event()
        self.awake.set()
        receiver.during = lambda: self.awake.wait(30)

    def enquiry(self, *files: tuple[str, bytes]) -> bytes:
        """Return the body of an enquiry with these photos."""
        ids = [f"f-{secrets.token_urlsafe(8)}" for _ in files]
        told = [said(id_, name, content) for id_, (name, content) in zip(ids, files, strict=True)]
        answers = {**GOOD_ANSWERS, "photos": told}
        value = {"version": self.version, "locale": "de", "answers": answers}
        value["submission_id"] = secrets.token_urlsafe(16)
        parts = [part(id_, one[1], "blob") for id_, one in zip(ids, files, strict=True)]
        return multipart(json_part(value), *parts)

    def send(self, *files: tuple[str, bytes]) -> requests.Response:
        headers = {"Content-Type": "multipart/form-data; boundary=limit"}
        return requests.post(self.url, self.enquiry(*files), headers=headers, timeout=120)

    def rows(self, table: str) -> int:
        return len(needle.cells(self.running.env["DATABASE_URL"], table))

    def find(self, needles: list[bytes]) -> tuple[list[str], int]:
        """Look for needles in tables, broker, files of servers and logs, and temporary files."""
        env = self.running.env
        looked = [
            needle.in_tables(env["DATABASE_URL"], needles),
            needle.in_tables(env["KEYS_DATABASE_URL"], needles),
            needle.in_redis(env["REDIS_URL"], needles),
            needle.in_files(self.running.folder.parent, needles),
            needle.in_files(Path(env["TMPDIR"]), needles),
        ]
        return [hit for hits, _ in looked for hit in hits], sum(size for _, size in looked)

    def taking_in(self) -> dict[int, bytes]:
        """Return what lies on disk of uploads under way, by the process that takes them in."""
        found = {}
        for pid in self.running.pids("zenflow.wsgi"):
            for handle in (PROC / str(pid) / "fd").iterdir():
                if "/uploads/" in str(handle.readlink()):
                    found[pid] = handle.read_bytes()
        return found


@pytest.fixture(scope="module")
def site(on_servers: Product) -> Iterator[Site]:
    with receiving(Receiver()) as receiver:
        script = SET_UP.replace("{url}", receiver.url)
        printed = on_servers.manage("shell", "--no-imports", "-c", script)
        line = next(line for line in printed.splitlines() if line.startswith("version"))
        yield Site(on_servers, receiver, *line.split()[1:])


def held(site: Site) -> bool:
    return site.rows("relay_heldfile") > 0


def peak(pids: list[int], work: Callable[[], object]) -> int:
    """Return by how many bytes the memory of a process grew at most while something was done."""
    for pid in pids:
        (PROC / str(pid) / "clear_refs").write_text("5")
    before = {pid: _status(pid, "VmRSS") for pid in pids}
    work()
    return max(_status(pid, "VmHWM") - before[pid] for pid in pids)


def _status(pid: int, name: str) -> int:
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def test_on_servers_the_product_uses_them_and_starts_no_broker(on_servers: Product) -> None:
    ready = requests.get(f"{on_servers.url}/health/ready", timeout=5)
    assert ready.status_code == 200
    assert not on_servers.pids("--unixsocket")
    assert not (on_servers.folder / "zenflow.sqlite3").exists()


@pytest.mark.timeout(240)
def test_files_arrive_as_they_were_and_nothing_of_them_is_left(site: Site) -> None:
    photo, report = (
        picture(size=(640, 480)),
        pdf(MARKER) + b"% " + os.urandom(2 * MB) + b"\n%%EOF\n",
    )
    markers = needle.shapes(MARKER)
    site.awake.clear()
    response = site.send(("dach.jpg", photo), (f"{MARKER}.pdf", report))
    assert response.status_code == 202, response.text
    assert wait_until(lambda: held(site), within=10)
    sealed = [cell for cell in _cells(site) if len(cell) > 500]
    assert len(sealed) == 4, "a piece of the photo and three of the report"
    assert site.find([sealed[0][:64]])[0][:1] == ["relay_heldfile"]
    assert site.find(markers)[0] == []
    site.awake.set()
    assert wait_until(lambda: not held(site), within=40)
    files = site.receiver.enquiries[-1].json["data"]["files"]
    assert [base64.b64decode(one["content"]) for one in files] == [photo, report]
    assert files[1]["sha256"] == hashlib.sha256(report).hexdigest()
    hits, scanned = site.find(markers)
    assert (hits, site.rows("relay_heldpayload")) == ([], 0)
    print(f"looked at {scanned:,} bytes, found nothing")  # noqa: T201


def _cells(site: Site) -> list[bytes]:
    return needle.cells(site.running.env["DATABASE_URL"], "relay_heldfile")


@LINUX_ONLY
@pytest.mark.timeout(240)
def test_killed_in_the_middle_of_an_upload_the_server_leaves_nothing(site: Site) -> None:
    body = site.enquiry(("a.txt", f"{MARKER}\n".encode() * (20 * MB // len(MARKER))))
    address = ("127.0.0.1", site.running.web_port)
    before = site.rows("relay_submission")
    with socket.create_connection(address) as connection:
        path = site.url.removeprefix(site.running.url)
        connection.sendall(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.running.web_port}\r\n"
            "Content-Type: multipart/form-data; boundary=limit\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
        )
        connection.sendall(body[: len(body) // 2])
        assert wait_until(lambda: any(map(len, site.taking_in().values())), within=20)
        time.sleep(0.5)
        ((pid, on_disk),) = site.taking_in().items()
        assert len(on_disk) > 5 * MB
        assert not any(shape in on_disk for shape in needle.shapes(MARKER))
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not (PROC / str(pid)).exists(), within=20)
    assert list((site.running.folder / "uploads").iterdir()) == []
    assert site.find(needle.shapes(MARKER))[0] == []
    assert site.rows("relay_submission") == before
    assert site.send(("a.jpg", picture())).status_code == 202


@LINUX_ONLY
@pytest.mark.timeout(240)
def test_fifty_megabytes_pass_through_little_memory(site: Site) -> None:
    big = base64.b64encode(os.urandom(18 * MB + 600_000))
    assert 24 * MB < len(big) < 25 * MB
    web, worker = site.running.pids("zenflow.wsgi"), site.running.pids("zenflow.supervisor.worker")
    assert web
    assert worker
    answers: list[Any] = []
    taking = peak(web, lambda: answers.append(site.send(("a.txt", big), ("b.txt", big))))
    assert answers[0].status_code == 202, answers[0].text
    sending = peak(worker, lambda: wait_until(lambda: not held(site), within=60))
    files = site.receiver.enquiries[-1].json["data"]["files"]
    assert [base64.b64decode(one["content"]) == big for one in files] == [True, True]
    print(f"50 MB: web {taking / MB:.0f} MB, worker {sending / MB:.0f} MB at most")  # noqa: T201
    assert taking < LITTLE
    assert sending < LITTLE


@LINUX_ONLY
@pytest.mark.timeout(240)
def test_what_is_hostile_costs_little_memory_and_leaves_nothing(site: Site) -> None:
    assert wait_until(lambda: not held(site), within=40)
    before = site.rows("relay_submission")
    tables = (hostile_files.BROKEN, hostile_files.TOO_MANY_PIXELS, hostile_files.BOMBS)
    said = []

    def attack() -> None:
        for table in tables:
            for content in table.values():
                response = site.send(("a.jpg", content))
                said.append((response.status_code, json.loads(response.text)["code"]))

    web = site.running.pids("zenflow.wsgi")
    grown = peak(web, attack)
    assert set(said) == {(422, "invalid_answers")}
    assert (site.rows("relay_submission"), held(site)) == (before, False)
    assert list((site.running.folder / "uploads").iterdir()) == []
    assert list(Path(site.running.env["TMPDIR"]).glob("*")) == []
    print(f"{len(said)} hostile files: {grown / MB:.0f} MB at most")  # noqa: T201
    assert grown < ONE_PICTURE
