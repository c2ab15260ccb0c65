"""What a person reads on the console."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from django.conf import settings


def tell(sentence: str) -> None:
    """Print a line at once, also into a pipe."""
    print(sentence, flush=True)  # noqa: T201


def fail(sentence: str) -> int:
    """Print why it did not start; give the exit code."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
    return 1


def welcome(seconds: float, logs: Path) -> None:
    """Say where everything is, and who can log in."""
    rows = list(places().items())
    width = max(len(what) for what, _ in rows) + 2
    tell(f"\nZenflow is ready (after {seconds:.1f} s).\n")
    tell("\n".join(f"  {what:<{width}}{where}" for what, where in rows))
    for login in logins():
        tell(f"\n  {settings.PUBLIC_URL}{login['site']}")
        tell(f"      e-mail    {login['email']}\n      password  {login['password']}")
    tell(f"\n  Logs are in {logs}. Stop everything with Ctrl-C.")


def places() -> dict[str, str]:
    """Give each place of interest its address."""
    found = {"Design assistants": f"{settings.PUBLIC_URL}/admin/"}
    if settings.DEMO:
        demo = f"http://127.0.0.1:{settings.DEMO_PORT}"
        found["Three customers' websites"] = f"{demo}/"
        found["What their webhooks received"] = f"{demo}/inbox"
        found["What was mailed to them"] = f"{demo}/mail"
    return found


def logins() -> list[dict[str, str]]:
    """Read the logins that the demo wrote down."""
    kept = settings.VAR_DIR / "secrets" / "demo_logins.json"
    if not settings.DEMO or not kept.exists():
        return []
    found: list[dict[str, str]] = json.loads(kept.read_text())
    return found
