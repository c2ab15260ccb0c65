"""Find endings that can't be reached by sending, or lead where no end user should be led."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from .document import DISQUALIFIED, REDIRECT, THANKS, FlowDocument
from .findings import Finding, finding

KINDS = (THANKS, REDIRECT, DISQUALIFIED)
LONGEST_URL = 2000


def lint_endings(document: FlowDocument) -> Iterator[Finding]:
    """Judge what each ending does, and whether there is one that takes an enquiry."""
    for ending in document.endings:
        where = {"ending": ending.id}
        if ending.kind not in KINDS:
            yield finding("bad_ending_kind", where)
        if ending.kind == REDIRECT and not is_redirect_url(ending.url or ""):
            yield finding("bad_redirect_url", where)
    if document.endings and all(ending.kind == DISQUALIFIED for ending in document.endings):
        yield finding("nothing_is_sent", {})


def is_redirect_url(url: str) -> bool:
    """Tell whether an ending may lead there: https, a host, nobody's name and no answers in it."""
    if len(url) > LONGEST_URL or not url.isprintable() or any(sign in url for sign in " {}\\"):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
