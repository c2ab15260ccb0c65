"""What a person reads on the console."""

from __future__ import annotations

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
    """Say where everything is."""
    tell(f"\nZenflow is ready (after {seconds:.1f} s).\n")
    tell("\n".join(f"  {what:<28}{where}" for what, where in addresses().items()))
    tell(f"\n  Logs are in {logs}. Stop everything with Ctrl-C.")


def addresses() -> dict[str, str]:
    """Give each place of interest its address."""
    found = {"Design assistants": f"{settings.PUBLIC_URL}/admin/"}
    if settings.DEMO:
        demo = f"http://127.0.0.1:{settings.DEMO_PORT}"
        found["A customer's website"] = f"{demo}/"
        found["What the customer received"] = f"{demo}/inbox"
    return found
