"""Run the whole product on one machine until somebody asks to stop."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from zenflow.embedded import valkey_binary
from zenflow.processes import answers, wait_until
from zenflow.supervisor import parts, state, words
from zenflow.supervisor.claim import CannotStartError, claim_folder, claim_port
from zenflow.supervisor.defaults import set_defaults
from zenflow.supervisor.watch import Child, Part, Watch

SOCKET = "broker.sock"
LONGEST_SOCKET_PATH = 100  # bytes; the system's limit is 107 on Linux and 103 on macOS
PREPARE = [sys.executable, "-m", "zenflow.supervisor.prepare"]


def main() -> int:
    began = time.monotonic()
    try:
        set_defaults()
        lock = claim_folder(settings.VAR_DIR)
        claim_ports()
    except (CannotStartError, ImproperlyConfigured) as error:
        return words.fail(str(error))
    logs = settings.VAR_DIR / "log"
    for path in (logs, settings.STATIC_ROOT):
        path.mkdir(exist_ok=True, mode=0o700)
    watch = Watch(logs, dict(os.environ), words.tell)
    watch.listen()
    with socket_folder() as folder:
        try:
            start(watch, folder)
            words.welcome(time.monotonic() - began, logs)
            watch.run()
        except CannotStartError as error:
            if not watch.asked_to_stop:
                return words.fail(str(error))
        finally:
            watch.stop(parts.STOP_ORDER)
            os.close(lock)
    words.tell("Zenflow has stopped.")
    return 0


@contextmanager
def socket_folder() -> Iterator[Path]:
    """Give a folder whose path is short enough for a socket: VAR_DIR, or a temporary one."""
    if len(os.fsencode(settings.VAR_DIR / SOCKET)) <= LONGEST_SOCKET_PATH:
        yield settings.VAR_DIR
        return
    with tempfile.TemporaryDirectory(prefix="zenflow-") as folder:
        yield Path(folder)


def claim_ports() -> None:
    claim_port(settings.WEB_PORT, "WEB_PORT")
    if settings.DEMO:
        claim_port(settings.DEMO_PORT, "DEMO_PORT")
        claim_port(settings.DEMO_MAIL_PORT, "DEMO_MAIL_PORT")


def start(watch: Watch, sockets: Path) -> None:
    """Start everything; return once all of it is ready."""
    broker = start_broker(watch, sockets)
    if not state.is_prepared(settings.VAR_DIR):
        prepare(watch)
    if broker is not None:
        await_ready(watch, broker)
    for child in [watch.add(part) for part in serving(watch)]:
        await_ready(watch, child)


def serving(watch: Watch) -> list[Part]:
    """Give what runs on top of databases and broker."""
    found = [parts.web(settings.WEB_PORT, settings.PUBLIC_URL)]
    if "REDIS_URL" in watch.env or "REDIS_URL_FILE" in watch.env:
        found.append(parts.worker(settings.VAR_DIR, watch.env))
    else:
        found.append(parts.relay())
    if settings.DEMO:
        found.append(parts.demo(settings.DEMO_PORT))
        found.append(parts.mailbox(settings.DEMO_MAIL_PORT, settings.DEMO_PORT))
    return found


def start_broker(watch: Watch, sockets: Path) -> Child | None:
    """Start a broker of our own unless an address of another is set."""
    binary = valkey_binary()
    if binary is None or "REDIS_URL" in watch.env or "REDIS_URL_FILE" in watch.env:
        return None
    socket = sockets / SOCKET
    # The one of a run that was killed a moment ago may still be writing the same files.
    wait_until(lambda: not answers(str(socket)), within=10)
    watch.env["REDIS_URL"] = f"unix://{socket}"
    folder = settings.VAR_DIR / "broker"
    folder.mkdir(exist_ok=True, mode=0o700)
    return watch.add(parts.broker(binary, socket, folder))


def prepare(watch: Watch) -> None:
    words.tell("Preparing the databases ...")
    done = watch.once("prepare", PREPARE)
    if done.code != 0:
        raise CannotStartError(
            f"Zenflow could not prepare its databases.\n{done.last_words()}\n"
            f"All of it is in {done.log}."
        )
    state.remember(settings.VAR_DIR)


def await_ready(watch: Watch, child: Child) -> None:
    if not watch.ready(child):
        raise CannotStartError(
            f"{child.part.name} did not get ready.\n{child.last_words()}\n"
            f"All of it is in {child.log}."
        )


if __name__ == "__main__":
    sys.exit(main())
