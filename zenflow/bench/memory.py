"""A worker's memory: over many deliveries, and over one with a large file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django_scopes import scopes_disabled

from relay import chunks, envelopes, payload, sealing, vault
from relay.models import HeldFile, HeldPayload
from zenflow.bench import sending
from zenflow.bench.place import Place, say

_MEBIBYTES = 25


def measure(place: Place, count: int) -> None:
    """Print what the worker's process holds after each thousand, and at most with a large file."""
    with place.workers(1) as workers:
        (pid,) = workers
        sending.deliveries(place, workers, 200)
        sizes = [_resident(pid)]
        for _ in range(5):
            sending.deliveries(place, workers, count)
            sizes.append(_resident(pid))
        told = ", ".join(f"{size:.0f}" for size in sizes)
        say(f"worker's memory over {5 * count:,} deliveries: {told} MB")
        before = _most(pid)
        _send_large(place, workers, _MEBIBYTES * 2**20)
        say(f"with a file of {_MEBIBYTES} MB: at most {_most(pid) - before:.0f} MB more")


def _send_large(place: Place, workers: Sequence[int], size: int) -> None:
    """Hold an enquiry with a file, written as intake would, and let it be delivered."""
    (delivery_id,) = sending.hold(place, 1)
    with scopes_disabled():
        held = HeldPayload.objects.select_related("submission").get()
        rows = (_row(held, at, size) for at in range(chunks.count(size)))
        for row in rows:
            HeldFile(submission=held.submission, tenant_id=held.tenant_id, **row).save()
        _describe(held, size)
        left = HeldPayload.objects.exists
        sending.timed(workers, 1, lambda: envelopes.post([delivery_id]), left)


def _row(held: HeldPayload, at: int, size: int) -> dict[str, Any]:
    is_last = at == chunks.count(size) - 1
    piece = bytes(size - at * chunks.SIZE if is_last else chunks.SIZE)
    purpose = chunks.purpose(held.submission_id, 0, at, is_last=is_last)
    box = chunks.close(vault.open_key(held), piece, purpose)
    return {"number": 0, "chunk": at, "nonce": box.nonce, "ciphertext": box.ciphertext}


def _describe(held: HeldPayload, size: int) -> None:
    """Seal the payload anew, with the file in it."""
    document = json.loads(vault.open_payload(held, held.submission))
    about = {"id": "f", "field": "report", "name": "large.pdf", "type": "application/pdf"}
    document["data"]["files"] = [{**about, "size": size, "sha256": "0" * 64, "content": 0}]
    padded = sealing.pad(payload.encode(document))
    box = sealing.close(vault.open_key(held), padded, vault._purpose(held.submission))
    held.nonce, held.ciphertext = box.nonce, box.ciphertext
    held.save()


def _resident(pid: int) -> float:
    return _of(pid, "VmRSS")


def _most(pid: int) -> float:
    return _of(pid, "VmHWM")


def _of(pid: int, name: str) -> float:
    """Give a line of what Linux knows of a process, in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise ValueError(name)
