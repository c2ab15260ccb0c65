"""What a test orders of other processes: files in a folder that both sides know."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from relay.failpoints import POINTS


class Orders:
    """Signals to send oneself at a fail point, once; and how far the clock is off."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._clock = folder / "clock"
        self._read_at = 0
        self._off = timedelta(0)

    def strike(self, point: str, signum: signal.Signals) -> None:
        """Order that the first process at a point, or at it next, gets a signal there."""
        assert point in POINTS
        for one in self.folder.glob(f"{point}.*"):
            one.unlink()
        _write(self.folder / point, signum.name)

    def struck(self, point: str) -> int | None:
        """Return the process that got the signal, once one has."""
        return next((int(one.suffix[1:]) for one in self.folder.glob(f"{point}.*")), None)

    def resume(self, point: str) -> None:
        """Let the process go on that was stopped at a point."""
        pid = self.struck(point)
        assert pid is not None
        os.kill(pid, signal.SIGCONT)

    def withdraw(self) -> None:
        """Take all orders back."""
        for one in self.folder.iterdir():
            one.unlink()

    def set_clock(self, off: timedelta) -> None:
        """Let every process' clock be off by this much from now on."""
        _write(self._clock, str(off.total_seconds()))

    def obey(self, point: str) -> None:
        """Do what is ordered for a point, if it is and no other process did."""
        order, mine = self.folder / point, self.folder / f"{point}.{os.getpid()}"
        if not order.exists():
            return
        with suppress(FileNotFoundError):
            order.rename(mine)
            os.kill(os.getpid(), signal.Signals[mine.read_text()])

    def clock(self, real: Callable[[], datetime]) -> Callable[[], datetime]:
        """Return a clock that is off as ordered."""

        def now() -> datetime:
            return real() + self._offset()

        return now

    def _offset(self) -> timedelta:
        try:
            changed = self._clock.stat().st_mtime_ns
            if changed != self._read_at:
                self._off = timedelta(seconds=float(self._clock.read_text()))
                self._read_at = changed
        except FileNotFoundError:
            self._off, self._read_at = timedelta(0), 0
        return self._off


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}-draft")
    draft.write_text(text)
    draft.rename(path)
