"""From draft to what end users see: publish, pause, withdraw, duplicate."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import rfc8785
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from builder import keys, staleness
from builder.document import compile, load, with_fresh_ids
from builder.flows.document import FlowDocument
from builder.flows.findings import ERRORS, WARNINGS, Finding, finding
from builder.flows.lint import lint
from builder.looks import check_look
from builder.models import Assistant, FlowVersion
from builder.naming import free_name
from builder.snapshot import Snapshot
from tenants.models import User

# An end user may have a page open while a new version is published.
STILL_ACCEPTED = timedelta(days=7)

# Further reasons not to publish; other apps add theirs when they are ready, and the sentences of
# their codes to the tables beside the linter's.
PUBLISH_CHECKS: list[Callable[[Assistant], list[Finding]]] = []
ERRORS["archived"] = gettext_noop(
    "The assistant is archived. Take it out of the archive before you publish."
)
ERRORS["unchanged"] = gettext_noop("Nothing has changed since version %(number)s.")
ERRORS["key_frozen"] = gettext_noop(
    "The name %(was)s is fixed because it was published; it can't become %(now)s."
)
WARNINGS["stale_translation"] = gettext_noop(
    "A text has changed since it was translated: %(slot)s, %(locale)s."
)


class NotPublishable(Exception):  # noqa: N818  # reads as what it says where it is caught
    """Something stands against publishing; `findings` says what."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings


def checksum(document: dict[str, Any]) -> str:
    """Return the SHA-256 of a document's canonical JSON (RFC 8785), in hex."""
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()


def can_publish(assistant: Assistant, snapshot: Snapshot | None = None) -> list[Finding]:
    """List what stands against publishing the draft (errors), and what to look at (warnings).

    Whoever has looked at the draft already hands in what they saw.
    """
    snapshot = snapshot or Snapshot(assistant)
    document = snapshot.document
    findings = (
        _archived(assistant)
        + lint(document)
        + check_look(document)
        + _stale_translations(snapshot)
        + _changed_keys(snapshot.frozen, document)
    )
    if not errors(findings):
        findings += _no_change(assistant, document)
    for check in PUBLISH_CHECKS:
        findings += check(assistant)
    return findings


def errors(findings: list[Finding]) -> list[Finding]:
    """Keep the findings that forbid publishing."""
    return [finding for finding in findings if finding.level == "error"]


def publish(
    assistant: Assistant, by: User | None, note: str = "", *, seen: int | None = None
) -> FlowVersion:
    """Freeze the draft as the next version and show it to end users from now on.

    1. The revision rule comes first: its UPDATE locks the draft, so what is checked is what
       is frozen, two people can't both publish, and numbers have no gaps.
    2. The version before goes on being accepted for seven days.
    3. A paused assistant stays paused: whoever paused it had a reason.

    Raises RevisionConflict, or NotPublishable with the findings.
    """
    with transaction.atomic():
        draft = Assistant.objects.select_related("tenant", "live_version").get(pk=assistant.pk)
        draft.advance(assistant.revision if seen is None else seen)
        keys.settle(draft)
        findings = can_publish(draft)
        if errors(findings):
            raise NotPublishable(findings)
        version = freeze(draft, by, note)
    _take_over(assistant, draft)
    return version


def freeze(assistant: Assistant, by: User | None, note: str = "") -> FlowVersion:
    """Make the draft the live version without asking whether it is ready. See `publish`."""
    document = compile(assistant).to_json()
    versions = FlowVersion.objects.filter(assistant=assistant, mode=FlowVersion.Mode.LIVE)
    last: int = versions.aggregate(last=Max("number"))["last"] or 0
    versions.filter(superseded_at=None).update(superseded_at=timezone.now())
    assistant.live_version = FlowVersion.objects.create(
        assistant=assistant,
        number=last + 1,
        document=document,
        sha256=checksum(document),
        note=note,
        published_by=by,
    )
    if assistant.state != Assistant.State.PAUSED:
        assistant.state = Assistant.State.LIVE
    assistant.save(update_fields=["live_version", "state"])
    return assistant.live_version


def can_pause(assistant: Assistant) -> bool:
    """Tell whether end users are being asked at the moment."""
    return assistant.state == Assistant.State.LIVE


def pause(assistant: Assistant) -> bool:
    """Stop asking end users, within seconds. No change of the draft: nobody's edit is in the way."""
    return _move(assistant, Assistant.State.LIVE, Assistant.State.PAUSED)


def can_resume(assistant: Assistant) -> bool:
    """Tell whether there is a version to go on with."""
    return assistant.state == Assistant.State.PAUSED and assistant.live_version_id is not None


def resume(assistant: Assistant) -> bool:
    """Go on asking with the version that was live."""
    return can_resume(assistant) and _move(assistant, Assistant.State.PAUSED, Assistant.State.LIVE)


def _move(assistant: Assistant, before: str, after: str) -> bool:
    """Change the state unless somebody did already; tell whether it changed."""
    moved = Assistant.objects.filter(pk=assistant.pk, state=before).update(state=after)
    if moved:
        assistant.state = after
    return bool(moved)


def can_withdraw(version: FlowVersion) -> bool:
    """Tell whether a version is still accepted from end users."""
    return version.mode == FlowVersion.Mode.LIVE and accepts(version, timezone.now())


@transaction.atomic
def withdraw(version: FlowVersion) -> bool:
    """Take a version back: nothing that was filled in with it is accepted from now on.

    An assistant whose live version is withdrawn is paused until the next one is published.
    """
    now = timezone.now()
    mine = FlowVersion.objects.filter(pk=version.pk, withdrawn_at=None)
    if not mine.update(withdrawn_at=now):
        return False
    version.withdrawn_at = now
    Assistant.objects.filter(live_version=version).update(
        live_version=None, state=Assistant.State.PAUSED
    )
    return True


def accepts(version: FlowVersion, now: datetime) -> bool:
    """Tell whether a submission made with a version may still come in."""
    if version.withdrawn_at is not None or version.mode == FlowVersion.Mode.KEPT:
        return False
    return version.superseded_at is None or now < version.superseded_at + STILL_ACCEPTED


@transaction.atomic
def duplicate(assistant: Assistant) -> Assistant:
    """Copy a draft under a new name and with ids of its own; the copy is not published.

    It is open at any time and for any number: when the original closes is no part of a draft.
    """
    name = free_name(assistant.tenant, assistant.name, _("copy"))
    copy: Assistant = Assistant.objects.create(
        tenant=assistant.tenant, name=name, title=assistant.title
    )
    document, fresh = with_fresh_ids(compile(assistant))
    load(copy, document)
    staleness.mark(copy, staleness.marks(assistant), fresh)
    return copy


def _stale_translations(snapshot: Snapshot) -> list[Finding]:
    """Warn of translations whose source changed; missing ones the linter sees by itself."""
    return [
        finding("stale_translation", _place(one.row), slot=one.slot, locale=one.locale)
        for one in snapshot.stale
    ]


def _archived(assistant: Assistant) -> list[Finding]:
    """Refuse to show end users what was put away."""
    return [finding("archived", {})] if assistant.state == Assistant.State.ARCHIVED else []


def _changed_keys(frozen: dict[str, str], document: FlowDocument) -> list[Finding]:
    """Refuse a key or a value that isn't the one under which tenants' systems know it."""
    places = [
        ({"field": field.id}, id_, name)
        for field in document.fields.values()
        for id_, name in [(field.id, field.key), *((c.id, c.value) for c in field.choices)]
    ]
    places += [({"variable": one.id}, one.id, one.key) for one in document.variables]
    return [
        finding("key_frozen", place, was=frozen[id_], now=name)
        for place, id_, name in places
        if frozen.get(id_, name) != name
    ]


def _no_change(assistant: Assistant, document: FlowDocument) -> list[Finding]:
    """Refuse to publish what is live already."""
    live = assistant.live_version
    # Compared as documents: an older one lacks keys that came later, and says the same.
    if live is None or FlowDocument.from_json(live.document) != document:
        return []
    return [finding("unchanged", {}, number=live.number)]


def _place(row: Any) -> dict[str, str]:
    """Name the page that mends it: a choice and a check stand on their field's."""
    if hasattr(row, "field_id"):
        return {"field": str(row.field_id)}
    kind = type(row).__name__.lower()
    return {} if kind == "assistant" else {kind: str(row.pk)}


def _take_over(assistant: Assistant, draft: Assistant) -> None:
    for name in ("revision", "changed_at", "state", "live_version"):
        setattr(assistant, name, getattr(draft, name))
