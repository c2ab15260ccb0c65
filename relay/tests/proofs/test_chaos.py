"""Workers are killed, the broker emptied, the database restarted, the receiver fails: all arrives."""

from __future__ import annotations

import ssl
import time

import pytest

from relay.models import HeldPayload
from relay.tests.proofs.chaos import Flaky, Havoc, Outcome, Posting, drain
from relay.tests.receiver import running

SEED = 20261123


@pytest.fixture
def flaky(stand):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    stand.authority.issue_cert("localhost").configure_cert(context)
    with running(Flaky(SEED), context) as receiver:
        yield receiver


def _tell(capsys, outcome, havoc, seconds):
    died = sum(havoc.kills[point] for point in ("anywhere", "sent", "settling", "settled"))
    with capsys.disabled():
        print(  # noqa: T201
            f"\nchaos: accepted {outcome.accepted}, arrived {outcome.arrived}, "
            f"repeated {outcome.repeated}, lost {outcome.lost}, left over {outcome.left_over}; "
            f"workers killed {died}, web processes killed {havoc.kills['accepted']}, "
            f"messages lost with the broker {havoc.messages_lost}, "
            f"database restarts {havoc.restarts}, {seconds:.0f} s"
        )
    return died


def _judge(outcome, count):
    assert outcome.lost == outcome.left_over == 0
    assert outcome.accepted == outcome.arrived == count


def test_some_enquiries_while_everything_goes_wrong_all_arrive_and_nothing_is_left(
    stand, aim, flaky, post, worker, capsys
):
    aim(flaky)
    begun = time.monotonic()
    until = begun + 120
    havoc, posting = Havoc(stand, SEED), Posting(post, 150)
    for part, happens in enumerate(
        (
            havoc.kill_a_web_process,
            havoc.empty_the_broker,
            havoc.restart_the_database,
            havoc.kill_at_a_point,
            havoc.empty_the_broker,
        )
    ):
        posting.wait_for(part / 6, until)
        happens()
    references = posting.references()
    drain(stand, until)
    outcome = Outcome.of(references, flaky)
    died = _tell(capsys, outcome, havoc, time.monotonic() - begun)
    _judge(outcome, 150)
    assert min(died, havoc.kills["accepted"], havoc.messages_lost, havoc.restarts) > 0


@pytest.mark.proof
@pytest.mark.timeout(2400)
def test_ten_thousand_enquiries_while_everything_goes_wrong_all_arrive_and_nothing_is_left(
    stand, aim, flaky, post, worker, capsys
):
    aim(flaky)
    stand.start_worker()
    begun = time.monotonic()
    until = begun + 2000
    havoc, posting = Havoc(stand, SEED), Posting(post, 10_000)
    acts = [
        havoc.kill_a_web_process,
        havoc.empty_the_broker,
        havoc.kill_at_a_point,
        havoc.restart_the_database,
        havoc.kill_a_worker,
    ]
    while time.monotonic() < begun + 600 and (
        posting.done < 1 or HeldPayload.objects.count() > posting.count / 2
    ):
        for act in acts:
            act()
            time.sleep(havoc.random.uniform(0, 3))
        havoc.random.shuffle(acts)
    references = posting.references()
    drain(stand, until)
    outcome = Outcome.of(references, flaky)
    died = _tell(capsys, outcome, havoc, time.monotonic() - begun)
    _judge(outcome, 10_000)
    assert outcome.repeated > 0
    assert min(died, havoc.kills["accepted"], havoc.messages_lost, havoc.restarts) > 0
