"""Where mails that came back lie: a Maildir, an mbox, a folder over IMAP. Read, then forgotten.

What comes back may carry what was sent. So a message about a mail of ours is deleted once it was
noted; any other is left as it is, marked as seen where that can be done.
"""

from __future__ import annotations

import imaplib
import mailbox
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from relay.bounce_reports import MOST_READ

# Of one run; the next one goes on.
MOST_MESSAGES = 1000
_PATIENCE = 30  # seconds that an IMAP server may take for an answer
# Where certificates of IMAP servers are judged by; tests put their own authority here.
AUTHORITY: str | None = None

Read = Callable[[bytes], bool]
"""Notes what a message says; tells whether it was about a mail of ours."""


def from_maildir(folder: Path, read: Read) -> int:
    """Read what nobody has seen; return how many messages that were."""
    places = [path for name in ("new", "cur") for path in sorted((folder / name).iterdir())]
    unseen = [path for path in places if "S" not in path.name.partition(":2,")[2]]
    for path in unseen[:MOST_MESSAGES]:
        with path.open("rb") as file:
            ours = read(file.read(MOST_READ))
        if ours:
            path.unlink()
        else:
            base, _, flags = path.name.partition(":2,")
            path.rename(folder / "cur" / f"{base}:2,{flags}S")
    return len(unseen[:MOST_MESSAGES])


def from_mbox(file: Path, read: Read) -> int:
    """Read all of it under its lock, and write it anew without what was ours."""
    box = mailbox.mbox(file, create=False)
    box.lock()
    try:
        keys = list(box.iterkeys())[:MOST_MESSAGES]
        for key in keys:
            with box.get_file(key) as message:
                ours = read(message.read(MOST_READ))
            if ours:
                box.remove(key)
        box.flush()
    finally:
        box.close()
    return len(keys)


def from_imap(host: str, port: int, user: str, password: str, folder: str, read: Read) -> int:
    """Read what nobody has seen, over TLS. Raises OSError and imaplib.IMAP4.error."""
    with _logged_in(host, port, user, password) as server:
        _ask(server.select, f'"{folder}"')
        found = _ask(server.uid, "SEARCH", "UNSEEN")[0]
        uids = [one for one in (found or b"").decode().split() if one.isdigit()][:MOST_MESSAGES]
        for uid in uids:
            answer = _ask(server.uid, "FETCH", uid, f"(BODY.PEEK[]<0.{MOST_READ}>)")
            raw = next((one[1] for one in answer if isinstance(one, tuple)), b"")
            ours = read(raw)
            _ask(server.uid, "STORE", uid, "+FLAGS.SILENT", r"(\Deleted)" if ours else r"(\Seen)")
            if ours:
                _expunge(server, uid)
    return len(uids)


@contextmanager
def _logged_in(host: str, port: int, user: str, password: str) -> Iterator[imaplib.IMAP4_SSL]:
    context = ssl.create_default_context(cafile=AUTHORITY)
    with imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=_PATIENCE) as server:
        server.login(user, password)
        yield server


def _expunge(server: imaplib.IMAP4_SSL, uid: str) -> None:
    """Delete a message at once: what others have marked stays where the server can tell them apart."""
    if "UIDPLUS" in server.capabilities:
        _ask(server.uid, "EXPUNGE", uid)
    else:
        _ask(server.expunge)


def _ask(command: Callable[..., tuple[str, list[Any]]], *words: str) -> list[Any]:
    answer, said = command(*words)
    if answer != "OK":
        raise imaplib.IMAP4.error("The server refuses.")
    return said
