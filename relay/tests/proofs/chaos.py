"""Everything goes wrong at random while enquiries come in; then what became of them is counted."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from relay import schedule
from relay.models import Delivery, Destination, HeldFile, HeldPayload, Receipt
from relay.states import WAITING, DeliveryState
from relay.tests.proofs.posting import Poster
from relay.tests.receiver import Receiver
from zenflow.testing.stand import Stand

_WORKERS_DIE_AT = ("sent", "settling", "settled")
_QUIET = 2.5  # seconds without progress: what is left waits for another time
_LONGEST_STEP = timedelta(hours=2)


class Flaky(Receiver):
    """Fails one request in three."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._random = random.Random(seed)
        self._lock = threading.Lock()

    def next_status(self) -> int:
        with self._lock:
            return 500 if self._random.random() < 1 / 3 else 200


@dataclass
class Havoc:
    """What was done to the stand."""

    stand: Stand
    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    messages_lost: int = 0
    restarts: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def kill_a_worker(self) -> None:
        """End one where it happens to be; another takes its place."""
        self.stand.kill(self.random.choice(self.stand.workers))
        self.kills["anywhere"] += 1
        self.stand.start_worker()

    def kill_at_a_point(self) -> None:
        """End a worker at a moment that would hurt; another takes its place."""
        self._strike(self.random.choice(_WORKERS_DIE_AT))
        self.stand.tend()

    def kill_a_web_process(self) -> None:
        """End one between commit and message; gunicorn starts another."""
        self._strike("accepted")

    def empty_the_broker(self) -> None:
        with self.stand.broker() as broker:
            self.messages_lost += broker.llen("celery") + broker.hlen("unacked")
            broker.flushall()

    def restart_the_database(self) -> None:
        self.stand.restart_database()
        self.restarts += 1

    def _strike(self, point: str, within: float = 5.0) -> None:
        self.stand.orders.strike(point, signal.SIGKILL)
        until = time.monotonic() + within
        while time.monotonic() < until:
            if self.stand.orders.struck(point):
                self.kills[point] += 1
                return
            time.sleep(0.02)
        self.stand.orders.withdraw()


class Posting:
    """Enquiries that come in all the while, in threads; each is repeated until it is accepted."""

    def __init__(self, post: Poster, count: int, threads: int = 4) -> None:
        self.count = count
        self._pool = ThreadPoolExecutor(threads)
        enquiries = (post.enquiry(message=f"Nummer {number}") for number in range(count))
        self._futures: list[Future[str]] = [
            self._pool.submit(post.until_accepted, one, 120.0) for one in enquiries
        ]

    @property
    def done(self) -> float:
        return sum(one.done() for one in self._futures) / self.count

    def wait_for(self, part: float, until: float) -> None:
        """Wait until this part of them is accepted."""
        while self.done < part and time.monotonic() < until:
            time.sleep(0.05)

    def references(self) -> set[str]:
        self._pool.shutdown()
        return {one.result() for one in self._futures}


def drain(stand: Stand, until: float) -> None:
    """Let time go by until nothing is held: as soon as nothing is due, to when something will be."""
    off, step = timedelta(0), timedelta(minutes=1)
    before, since = -1, time.monotonic()
    while (held := HeldPayload.objects.count()) and time.monotonic() < until:
        stand.tend()
        time.sleep(0.2)
        if held != before or _is_something_due():
            before, since = held, time.monotonic()
        elif time.monotonic() - since > _QUIET:
            wait, is_retry = _how_long()
            off += max(wait, step) if is_retry else wait
            step = min(step * 2, _LONGEST_STEP) if is_retry else step
            stand.orders.set_clock(off)
            since = time.monotonic()


def _is_something_due() -> bool:
    at = schedule.now()
    waiting = Delivery.objects.filter(state__in=WAITING, next_attempt_at__lte=at)
    return waiting.exclude(destination__open_until__gt=at).exists()


def _how_long() -> tuple[timedelta, bool]:
    """Return how long until something happens, and whether that is somebody's next attempt."""
    at = schedule.now()
    leases = Delivery.objects.filter(state=DeliveryState.LEASED).values_list("lease_until")
    breakers = Destination.objects.filter(open_until__gt=at).values_list("open_until")
    retries = Delivery.objects.filter(state__in=WAITING).values_list("next_attempt_at")
    ends = [moment for (moment,) in (*leases, *breakers) if moment]
    soonest = min(ends or [moment for (moment,) in retries], default=at)
    return max(soonest - at, timedelta(0)) + timedelta(seconds=1), not ends


@dataclass
class Outcome:
    """What became of everything that was accepted."""

    accepted: int
    arrived: int
    repeated: int
    lost: int
    left_over: int

    @classmethod
    def of(cls, references: set[str], inbox: Receiver) -> Outcome:
        taken = [one for one in inbox.arrivals if one.answered == 200]
        arrived = {one.json["data"]["reference"] for one in taken}
        unfinished = Delivery.objects.exclude(state=DeliveryState.DELIVERED).count()
        unproved = len(references) - Receipt.objects.count()
        held = HeldPayload.objects.count() + HeldFile.objects.count()
        return cls(
            accepted=len(references),
            arrived=len(arrived),
            repeated=len(taken) - len({one.id for one in taken}),
            lost=len(references - arrived),
            left_over=held + unfinished + unproved,
        )
