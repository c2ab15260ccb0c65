"""Keep parts alive: start, see that they are ready, bring back what dies, stop in order."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zenflow.processes import end_group, spawn, stop, wait_until

LOG_BYTES = 2_000_000
STEADY_AFTER = 30.0  # seconds a part must live for its earlier failures to be forgotten
LONGEST_PAUSE = 30.0
READY_WITHIN = 60.0
TRIES_AT_START = 3
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Part:
    """One program of the product."""

    name: str
    argv: Sequence[str | Path]
    is_ready: Callable[[], bool]
    ends_within: float = 15.0


class Child:
    """A part as it runs: its process, its log and how often it failed in a row."""

    def __init__(self, part: Part, logs: Path, env: Mapping[str, str], tell: Tell) -> None:
        self.part = part
        self.log = logs / f"{part.name}.log"
        self.env = env
        self.tell = tell
        self.failures = 0
        self.started = 0.0
        self.due: float | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process; its output is added to the log."""
        self.shorten_log()
        self.due = None
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = spawn(self.part.argv, log=log, env=self.env)

    @property
    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def tend(self) -> None:
        """Bring the process back when it has died, after a pause that doubles each time."""
        now = time.monotonic()
        if self.due is not None:
            if now >= self.due:
                self.start()
        elif self.process is not None and self.died:
            end_group(self.process)  # what it started must not outlive it
            self.failures = 1 if now - self.started > STEADY_AFTER else self.failures + 1
            pause = min(LONGEST_PAUSE, 0.5 * 2**self.failures)
            self.due = now + pause
            self.tell(f"{self.part.name} {self.ending()}; it starts again in {pause:.0f} s.")
            if self.failures == TRIES_AT_START:
                self.tell(f"It keeps stopping. The end of {self.log}:\n{self.last_words()}")

    @property
    def code(self) -> int:
        return 0 if self.process is None else self.process.returncode

    def ending(self) -> str:
        """Say how the process ended."""
        code = self.code
        if code < 0:
            return f"was ended by {signal.Signals(-code).name}"
        return f"stopped with exit code {code}"

    def last_words(self, lines: int = 8) -> str:
        """Give the end of the log."""
        said = (
            self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        )
        return "\n".join(f"    {line}" for line in said[-lines:])

    def shorten_log(self) -> None:
        """Move a long log aside; the process goes on writing to the same, now empty, file."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            with self.log.open("r+b") as log:
                log.truncate(0)

    def halt(self, *, at_once: bool) -> None:
        """Ask the process to finish what it does, or end it at once."""
        self.due = None
        if self.process is not None:
            stop(self.process, within=0 if at_once else self.part.ends_within)


class Watch:
    """All parts together."""

    def __init__(self, logs: Path, env: dict[str, str], tell: Tell) -> None:
        self.logs, self.env, self.tell = logs, env, tell
        self.children: list[Child] = []
        self.asked_to_stop = 0

    def listen(self) -> None:
        """Take Ctrl-C, a closed terminal and SIGTERM as a wish to stop."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._stop_soon)

    def _stop_soon(self, number: int, frame: object) -> None:
        self.asked_to_stop += 1

    def add(self, part: Part) -> Child:
        child = Child(part, self.logs, self.env, self.tell)
        self.children.append(child)
        child.start()
        return child

    def once(self, name: str, argv: Sequence[str | Path]) -> Child:
        """Run a program to its end, or until somebody asks to stop."""
        child = Child(Part(name, argv, lambda: True), self.logs, self.env, self.tell)
        child.log.unlink(missing_ok=True)
        child.start()
        while not child.died and not self.asked_to_stop:
            time.sleep(0.02)
        child.halt(at_once=False)
        return child

    def ready(self, child: Child) -> bool:
        """Wait until a part is ready; say no when it keeps dying, is too slow or we must stop."""

        def settled() -> bool:
            child.tend()
            return (
                self.asked_to_stop > 0
                or child.failures >= TRIES_AT_START
                or (not child.died and child.part.is_ready())
            )

        wait_until(settled, within=READY_WITHIN, every=0.1)
        return not self.asked_to_stop and not child.died and child.part.is_ready()

    def run(self) -> None:
        """Tend to the parts until somebody asks to stop."""
        while not self.asked_to_stop:
            for child in self.children:
                child.tend()
                child.shorten_log()
            time.sleep(0.2)

    def stop(self, order: Sequence[str]) -> None:
        """Stop in the order given; a second wish to stop ends everything at once."""
        asked = self.asked_to_stop
        for child in sorted(self.children, key=lambda child: order.index(child.part.name)):
            child.halt(at_once=self.asked_to_stop > asked)
