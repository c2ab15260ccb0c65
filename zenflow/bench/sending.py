"""Delivering: enquiries that are held and due, against plain rows and a task for each."""

from __future__ import annotations

import os
import secrets
import signal
import statistics
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django_scopes import scopes_disabled

from relay import doorbell, doors, envelopes, intake
from relay.models import HeldPayload
from zenflow.bench import load
from zenflow.bench.models import PlainSubmission
from zenflow.bench.place import Place, clock, say
from zenflow.bench.targets import submission
from zenflow.bench.tasks import post
from zenflow.processes import wait_until

WITHIN = 300.0
_IDLE = 40
_SUSTAINED = 10.0


def measure(place: Place, rounds: int, count: int) -> None:
    """Print deliveries a second, alone, in twos and under load, and the time to an arrival."""
    with place.workers(1) as one:
        for side in (deliveries, plain):
            side(place, one, 50)  # the first ones load and connect
        pairs = [(deliveries(place, one, count), plain(place, one, count)) for _ in range(rounds)]
        _tell("deliveries", "plain task", pairs)
        _idle(place)
        with place.server() as port:
            _sustained(place, port)
    with place.workers(1) as one:
        deliveries(place, one, 50)
        alone = [deliveries(place, one, count) for _ in range(rounds)]
    with place.workers(2) as two:
        deliveries(place, two, 50)
        together = [deliveries(place, two, count) for _ in range(rounds)]
    _tell("two processes", "one process", list(zip(together, alone, strict=True)))


def _tell(ours: str, theirs: str, pairs: Sequence[tuple[float, float]]) -> None:
    ratios = [one / other for one, other in pairs]
    medians = [statistics.median(column) for column in zip(*pairs, strict=True)]
    say(
        f"{ours:<18}{medians[0]:8.0f}/s   {theirs:<16}{medians[1]:8.0f}/s   "
        f"ratio {statistics.median(ratios):.2f}  ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def _idle(place: Place) -> None:
    """Hand in one enquiry at a time, and wait until it arrives."""
    before, _at = place.arrivals()
    took = []
    for number in range(1, _IDLE + 1):
        (delivery_id,) = hold(place, 1)
        accepted = clock()
        doorbell.ring([delivery_id])
        _wait_for(place, before + number)
        took.append((place.arrivals()[1] - accepted) * 1000)
    ranked = sorted(took)
    p50, p95 = ranked[len(ranked) // 2], ranked[int(len(ranked) * 0.95)]
    say(f"accept to arrival at idle: p50 {p50:.0f} ms, p95 {p95:.0f} ms, of {_IDLE}")


def _wait_for(place: Place, count: int) -> None:
    if not wait_until(lambda: place.arrivals()[0] >= count, within=10, every=0.005):
        raise SystemExit("An enquiry did not arrive.")


def _sustained(place: Place, port: int) -> None:
    """Hand in as fast as the server answers while the worker delivers, and see what is left."""
    path = f"/e/v1/assistants/{place.seeded.public_id}/submissions"
    before, _at = place.arrivals()
    began = clock()
    taken = load.run(port, lambda: submission(path, place.seeded), _SUSTAINED)
    accepted, arrived = taken.statuses[202], place.arrivals()[0] - before
    with scopes_disabled():
        emptied = wait_until(lambda: not HeldPayload.objects.exists(), within=WITHIN, every=0.05)
    took = clock() - began
    say(
        f"accepting and delivering at once for {_SUSTAINED:g} s: {accepted / _SUSTAINED:.0f}/s "
        f"accepted, {arrived / _SUSTAINED:.0f}/s arrived meanwhile; "
        f"{'all' if emptied else 'not all'} purged after {took:.1f} s"
    )


def deliveries(place: Place, workers: Sequence[int], count: int) -> float:
    """Hold so many enquiries, let the workers at them; give how many a second were purged."""
    ids = hold(place, count)
    with scopes_disabled():
        return timed(workers, count, lambda: envelopes.post(ids), HeldPayload.objects.exists)


def plain(place: Place, workers: Sequence[int], count: int) -> float:
    """Do the same with the counterpart."""
    rows = [
        PlainSubmission(
            client_id=secrets.token_urlsafe(16),
            version=place.seeded.version,
            locale="de",
            answers=place.seeded.answers,
        )
        for _ in range(count)
    ]
    PlainSubmission.objects.bulk_create(rows)

    def queue() -> None:
        for row in rows:
            post.delay(str(row.pk))

    return timed(workers, count, queue, PlainSubmission.objects.exists)


def hold(place: Place, count: int) -> list[uuid.UUID]:
    """Accept enquiries without telling anybody; return their deliveries' ids."""
    ids: list[uuid.UUID] = []
    ring = doorbell.ring
    doorbell.ring = ids.extend  # type: ignore[assignment]
    version = uuid.UUID(place.seeded.version)
    try:
        for _ in range(count):
            door = doors.find(place.seeded.public_id, version)
            client_id = secrets.token_urlsafe(16)
            intake.accept(door, intake.Incoming(client_id, version, "de", place.seeded.answers))
    finally:
        doorbell.ring = ring
    return ids


def timed(
    workers: Sequence[int], count: int, queue: Callable[[], None], is_left: Callable[[], bool]
) -> float:
    """Queue while the workers stand still, let them go, and wait until nothing is left."""
    with _standing_still(workers):
        queue()
    began = clock()
    if not wait_until(lambda: not is_left(), within=WITHIN, every=0.02):
        raise SystemExit("Not everything was delivered in time.")
    return count / (clock() - began)


@contextmanager
def _standing_still(workers: Sequence[int]) -> Iterator[None]:
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGCONT)
