"""Find what must not be published, or should be looked at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from zoneinfo import available_timezones

from builder.fields import KINDS
from builder.fields.base import Field

from .answers import MOST_ANSWERS
from .document import Ending, FlowDocument, Step
from .findings import Finding, Where, finding
from .judging import KEY
from .lint_conditions import lint_conditions
from .lint_endings import lint_endings
from .lint_recalls import lint_recalls
from .lint_texts import lint_texts
from .lint_variables import lint_variables
from .locales import wording
from .messages import languages
from .path import Outlook, first_ending, leads_to

DATA_CLASSES = {"none", "personal", "special"}
LEVELS = {"warning", "error"}
# An entry is a handful of answers: neither entries of its own, nor files, nor what asks nothing.

__all__ = ["Finding", "lint"]


def lint(document: FlowDocument) -> list[Finding]:
    """Look for everything at once, errors first; an empty list may be published."""
    found = [
        *_whole(document),
        *_identifiers(document),
        *_fields(document),
        *lint_conditions(document),
        *_routes(document),
        *_reach(document),
        *lint_endings(document),
        *lint_texts(document),
        *lint_recalls(document),
        *lint_variables(document),
    ]
    return sorted(found, key=lambda one: one.level)


@cache
def time_zones() -> frozenset[str]:
    """Name the time zones there are; the files of all of them are looked through."""
    return frozenset(available_timezones())


def _whole(document: FlowDocument) -> Iterator[Finding]:
    if not document.fields:
        yield finding("no_fields", {})
    if len(document.fields) > MOST_ANSWERS:
        yield finding("too_many_fields", {}, most=MOST_ANSWERS)
    if not document.endings:
        yield finding("no_endings", {})
    if document.default_locale not in document.locales:
        yield finding("bad_default_locale", {})
    if document.time_zone not in time_zones():
        yield finding("bad_time_zone", {}, time_zone=document.time_zone)
    for locale in document.locales:
        if locale.split("-")[0] not in languages():
            yield finding("no_widget_texts", {}, locale=locale)
    yield from _recipient(document)


def _recipient(document: FlowDocument) -> Iterator[Finding]:
    recipient = document.recipient
    if not recipient.name.strip():
        yield finding("no_recipient_name", {})
    if not recipient.privacy_url:
        yield finding("no_privacy_url", {})
    elif not recipient.privacy_url.startswith("https://"):
        yield finding("bad_privacy_url", {})
    if not recipient.contact.strip():
        yield finding("no_contact", {})


def _identifiers(document: FlowDocument) -> Iterator[Finding]:
    for identifier, times in Counter(part.id for part in document.parts()).items():
        if times > 1:
            yield finding("repeated_id", {}, id=identifier)
    asked = [field for step in document.steps for field in step.fields]
    for scope in (asked, *(field.fields for field in asked)):
        yield from _keys(scope)


def _keys(fields: Sequence[Field]) -> Iterator[Finding]:
    keys = Counter(field.key for field in fields)
    for field in fields:
        if keys[field.key] > 1:
            yield finding("repeated_key", {"field": field.id}, key=field.key)
        if not KEY.fullmatch(field.key):
            yield finding("bad_key", {"field": field.id}, key=field.key)


def _fields(document: FlowDocument) -> Iterator[Finding]:
    for step in document.steps:
        if not step.fields and not step.text:
            yield finding("empty_step", {"step": step.id})
    for step, field in document.asked():
        where = {"step": step.id, "field": field.id}
        yield from _kind(field, where)
        if field.data_class not in DATA_CLASSES:
            yield finding("bad_data_class", where)
        purpose = wording(field.purpose or {}, document.default_locale)
        if field.data_class != "none" and not purpose:
            yield finding("personal_without_purpose", where)
        if any(check.level not in LEVELS for check in field.checks):
            yield finding("bad_check_level", where)
        if field.id in document.groups:
            yield from _in_group(field, where)


def _kind(field: Field, where: Where) -> Iterator[Finding]:
    kind = KINDS.get(field.kind)
    if kind is None:
        yield finding("unknown_kind", where, kind=field.kind)
        return
    if field.config.keys() != kind.default_config().keys():
        yield finding("bad_config", where)
    if field.choices and not kind.has_choices:
        yield finding("needless_choices", where)
    if field.fields and kind.value_type != "records":
        yield finding("needless_fields", where)
    if not kind.asks and (field.required or field.required_if):
        yield finding("needless_requirement", where)
    for code in kind.lint_config(field):
        yield finding(code, where)


def _in_group(field: Field, where: Where) -> Iterator[Finding]:
    kind = KINDS.get(field.kind)
    if field.fields or (kind and not kind.in_groups):
        yield finding("not_in_group", where)
    if field.required_if is not None:
        yield finding("required_in_group", where)


def _routes(document: FlowDocument) -> Iterator[Finding]:
    for at, step in enumerate(document.steps):
        always = False
        for route in step.routes:
            where = {"step": step.id, "route": route.id}
            target = leads_to(document, route.to, at + 1)
            if target is None:
                back = route.to.get("step") in document.positions
                yield finding("backward_route" if back else "dangling_target", where)
            elif always:
                yield finding("route_never_asked", where)
            always = always or (target is not None and route.if_ is None)


def _reach(document: FlowDocument) -> Iterator[Finding]:
    outlook, reached = Outlook(document, set(), {}), {0}
    endings: set[str] = set()
    for at, step in enumerate(document.steps):
        if at not in reached:
            yield finding("unreachable_step", {"step": step.id})
            continue
        reached.update(outlook.after(step, at + 1))
        if outlook.shown(step) is not True:
            reached.add(at + 1)
        endings.update(_endings_of(document, step, at + 1))
    if len(document.steps) in reached:
        endings.add(first_ending(document).id)
    for ending in document.endings:
        if ending.id not in endings:
            yield finding("unreachable_ending", {"ending": ending.id})


def _endings_of(document: FlowDocument, step: Step, after: int) -> Iterator[str]:
    for route in step.routes:
        target = leads_to(document, route.to, after)
        if isinstance(target, Ending):
            yield target.id
        if target is not None and route.if_ is None:
            return
