"""`make bench`: what is measured stands beside a plain counterpart, in the same run, in turns.

    answering   requests a second of one server process against a plain view's (the default)
    sending     deliveries a second, one worker process and two; time from accept to arrival
    memory      a worker's memory over many deliveries, and over a large file
    growth      accept, claim and sweep with up to a million enquiries held, and the plans

Both sides share databases and broker, and take turns round by round, so that whatever else
the machine does falls on both. What is printed is the median of the rounds' ratios, with the
least and the greatest.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Callable, Mapping

from zenflow.bench import load
from zenflow.bench.place import Place, place, say
from zenflow.bench.targets import Side, Target, targets


def answering(where: Place, options: argparse.Namespace) -> None:
    with where.server() as port:
        say(
            f"{options.rounds} rounds of {options.seconds:g} s for each side; "
            f"{load.CONNECTIONS} connections, one server process, {os.cpu_count()} processors."
        )
        for target in targets(port, where.seeded):
            compare(port, target, options.rounds, options.seconds)


def sending(where: Place, options: argparse.Namespace) -> None:
    from zenflow.bench import sending

    sending.measure(where, options.rounds, options.count)


def memory(where: Place, options: argparse.Namespace) -> None:
    from zenflow.bench import memory

    memory.measure(where, options.count)


def growth(where: Place, _options: argparse.Namespace) -> None:
    from zenflow.bench import growth

    growth.measure(where)


SECTIONS: Mapping[str, Callable[[Place, argparse.Namespace], None]] = {
    section.__name__: section for section in (answering, sending, memory, growth)
}


def measure(port: int, side: Side, seconds: float) -> float:
    return load.run(port, side.make, seconds).rate(side.status)


def compare(port: int, target: Target, rounds: int, seconds: float) -> None:
    """Measure both sides in turns and print what came out."""
    for side in (target.ours, target.theirs):
        measure(port, side, min(1.0, seconds))  # the first requests load and compile
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(measure(port, target.ours, seconds))
        theirs.append(measure(port, target.theirs, seconds))
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    say(
        f"{target.name:<18}{statistics.median(ours):8.0f}/s   "
        f"{target.counterpart:<16}{statistics.median(theirs):8.0f}/s   "
        f"ratio {statistics.median(ratios):.2f}  ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sections", nargs="*", metavar="section", choices=[[], *SECTIONS])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--count", type=int, default=2_000, help="deliveries of a round")
    options = parser.parse_args()
    for name in options.sections or ["answering"]:
        with place() as where:
            SECTIONS[name](where, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
