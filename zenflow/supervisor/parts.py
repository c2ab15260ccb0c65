"""What there is to run: broker, web, worker and the demo's websites and mail server."""

from __future__ import annotations

import http.client
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from zenflow.processes import LOOPBACK, answers
from zenflow.supervisor.watch import Part

STOP_ORDER = ["web", "relay", "worker", "demo", "mailbox", "broker"]


def broker(binary: Path, socket: Path, folder: Path) -> Part:
    """Valkey on a unix socket that only we may open; it refuses writes rather than forget."""
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "700",
        "--dir": str(folder),
        "--appendonly": "yes",
        "--save": "",
        "--maxmemory-policy": "noeviction",
    }
    argv: list[str | Path] = [binary, *(word for option in options.items() for word in option)]
    return Part("broker", argv, lambda: answers(str(socket)))


def web(port: int, public_url: str) -> Part:
    """The product itself."""
    host = urlsplit(public_url).netloc
    return Part(
        "web", gunicorn("zenflow.wsgi:application", port), responds(port, "/health/ready", host)
    )


def mailbox(port: int, website_port: int) -> Part:
    """The mail server of the demo's customers; their mailbox is a page of the demo's websites."""
    argv = [sys.executable, "-m", "demo.site.mailserver", str(port), str(website_port)]
    return Part("mailbox", argv, lambda: listens(port))


def demo(port: int) -> Part:
    """The customers' websites and the place where enquiries arrive, on an origin of their own.

    One process: what has arrived is kept in its memory.
    """
    return Part("demo", gunicorn("demo.site.wsgi:application", port, "1"), responds(port, "/"))


def worker(folder: Path, env: dict[str, str]) -> Part:
    """The Celery worker, with beat. Threads: a worker process sends one delivery at a time."""
    # Named here and not imported: the module loads Celery.
    ready = Path(env.setdefault("ZENFLOW_WORKER_READY_FILE", str(folder / "worker.ready")))
    ready.unlink(missing_ok=True)
    argv = [
        *(sys.executable, "-m", "celery", "-A", "zenflow.supervisor.worker", "worker", "-B"),
        *("--pool", "threads", "--concurrency", "16", "--without-gossip", "--without-mingle"),
        *("--schedule", str(folder / "beat")),
    ]
    return Part("worker", argv, ready.exists, ends_within=30.0)


def relay() -> Part:
    """Deliveries without a broker, where Valkey has no build."""
    return Part("relay", [sys.executable, "manage.py", "relay_run"], lambda: True)


def gunicorn(application: str, port: int, workers: str = "2") -> list[str]:
    """Serve an application on loopback.

    With --reuse-port connections spread over the workers; with --preload the code is
    loaded once for all of them.
    """
    return [
        *(sys.executable, "-m", "gunicorn", application, "--bind", f"{LOOPBACK}:{port}"),
        *("--worker-class", "gthread", "--workers", workers),
        *(
            "--threads",
            "8",
            "--preload",
            "--reuse-port",
            "--no-control-socket",
            "--graceful-timeout",
            "10",
        ),
        *("--log-level", "warning", "--logger-class", "zenflow.weblog.ImpersonalLogger"),
    ]


def listens(port: int) -> bool:
    """Tell whether something takes connections there."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True


def responds(port: int, path: str, host: str = "") -> Callable[[], bool]:
    """Give a question: does this address answer a GET with success?"""

    def ask() -> bool:
        connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": host} if host else {})
            return connection.getresponse().status < http.client.BAD_REQUEST
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return ask
