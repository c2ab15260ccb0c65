"""How cost grows with what is held: accepting, claiming and sweeping at a thousand, at a million."""

from __future__ import annotations

import statistics
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django_scopes import scopes_disabled

from relay import batches, retention, schedule, sweeping, turns
from relay.models import Destination
from relay.states import DeliveryState
from zenflow.bench.place import Place, say
from zenflow.bench.sending import hold

SIZES = (1_000, 100_000, 1_000_000)
_TIMES = 25
_PIECE = 20_000

# Half of them wait for their next attempt at a receiver that works; half are due at one that is
# down, behind an open breaker. What is sealed is short: whole ones would measure the disk.
_FILL = """
WITH submission AS (
    INSERT INTO relay_submission (id, tenant_id, assistant_id, version_id, client_id, reference,
        mode, locale, state, size_bucket, accepted_at, hold_until, suspicion)
    SELECT gen_random_uuid(), tenant_id, assistant_id, version_id, 'held-' || number,
        lpad(number::text, 16, '0'), mode, locale, 'held', size_bucket, now(),
        now() + interval '7 days', ''
    FROM relay_submission, generate_series(%(first)s, %(last)s) AS number
    WHERE relay_submission.id = %(pattern)s
    RETURNING id, tenant_id, client_id
), payload AS (
    INSERT INTO relay_heldpayload (submission_id, tenant_id, epoch_id, key_nonce, wrapped_key,
        nonce, ciphertext, fingerprint)
    SELECT submission.id, submission.tenant_id, epoch_id, key_nonce, wrapped_key, nonce, key_nonce,
        fingerprint
    FROM submission, relay_heldpayload WHERE submission_id = %(pattern)s
)
INSERT INTO relay_delivery (id, tenant_id, submission_id, destination_id, state, attempt_count,
    next_attempt_at, uncertain)
SELECT gen_random_uuid(), tenant_id, id,
    CASE WHEN right(client_id, 1) < '5' THEN %(up)s::uuid ELSE %(down)s::uuid END, 'retry_wait', 3,
    CASE WHEN right(client_id, 1) < '5' THEN now() + interval '1 day' ELSE now() END, false
FROM submission
"""
_AS_BEFORE = """
UPDATE relay_delivery SET state = 'queued', attempt_count = 0, lease_token = NULL,
    lease_until = NULL, started_at = NULL
WHERE state = 'leased'
"""


def measure(place: Place) -> None:
    """Print medians in milliseconds at each size, how the last is to the first, and the plans."""
    down, (pattern, up) = _down(), _pattern(place)
    names, sizes, costs = ("accept", "claim", "sweep", "look"), [0], []
    say("held".rjust(12) + "".join(name.rjust(14) for name in names))
    for size in SIZES:
        same = {"pattern": pattern, "up": up, "down": down}
        for first in range(sizes[-1] + 1, size + 1, _PIECE):
            _run(_FILL, {**same, "first": first, "last": min(first + _PIECE - 1, size)})
        _run("VACUUM ANALYZE")
        sizes.append(size)
        costs.append(_costs(place))
        say(f"{size:>12,}" + "".join(f"{cost:11.2f} ms" for cost in costs[-1]))
    ratios = [last / first for first, last in zip(costs[0], costs[-1], strict=True)]
    say("last to first" + "".join(f"{ratio:13.2f}" for ratio in ratios))
    _explain()


def _down() -> uuid.UUID:
    """Make a destination whose receiver is down."""
    with scopes_disabled():
        row = Destination.objects.get()
        row.pk, row.name = uuid.uuid4(), "Down"
        row.send_if = {"any": []}  # what is accepted meanwhile goes to the other one alone
        row.open_until = schedule.now() + schedule.EVERY
        row.first_failure_at, row.consecutive_failures = schedule.now(), 9
        row.save(force_insert=True)
    return row.pk


def _pattern(place: Place) -> tuple[uuid.UUID, uuid.UUID]:
    """Hold an enquiry that waits for a day, as a pattern; give its id and its destination's."""
    (delivery,) = hold(place, 1)
    _run(
        "UPDATE relay_delivery SET next_attempt_at = now() + interval '1 day' WHERE id = %s",
        [delivery],
    )
    asked = "SELECT submission_id, destination_id FROM relay_delivery WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(asked, [delivery])
        found: tuple[uuid.UUID, uuid.UUID] = cursor.fetchone()
    return found


def _costs(place: Place) -> tuple[float, float, float, float]:
    accept = _median(lambda: hold(place, 1))
    hold(place, turns.TURN - _TIMES)
    claim = _median(_claim, lambda: _run(_AS_BEFORE))
    sweep = _median(sweeping.put_in_order)
    look = _median(lambda: turns.due_everywhere(60))
    _run("DELETE FROM relay_delivery WHERE state = 'queued'")
    return accept, claim, sweep, look


def _claim() -> None:
    """Take a turn of fifty, and begin the first of them."""
    destination = turns.take()
    if destination is None:
        raise SystemExit("Nothing is due.")
    turn = batches.turn(destination, float("inf"))
    next(turn)
    turn.close()


def _median(do: Callable[[], Any], after: Callable[[], None] = lambda: None) -> float:
    times = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        do()
        times.append((time.perf_counter() - began) * 1000)
        after()
    return statistics.median(times)


def _explain() -> None:
    """Print how PostgreSQL finds what is due, and what a sweep looks for."""
    at = schedule.now()
    with scopes_disabled():
        up, down = (Destination.objects.get(name=name) for name in ("Inbox", "Down"))
        asked = {
            "whose turn it is": turns._next(at)[:1],
            "what is due": turns.due_at(up, at)[: turns.TURN],
            "what is due behind an open breaker": turns.due_at(down, at)[: turns.TURN],
            "leases that lapsed": sweeping._lapsed(at),
            "stopped past their hold": retention._stopped_past_hold(DeliveryState.BLOCKED)[:500],
        }
        for name, rows in asked.items():
            plan = rows.explain(analyze=True, buffers=False, timing=False, costs=False)
            say(f"\n{name}\n" + "\n".join(f"    {line}" for line in plan.splitlines()))


def _run(statement: str, values: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
