"""What the visual builder needs to know before it begins, and what doesn't change meanwhile."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import CharField, Model, TextField
from django.urls import reverse
from django.utils.translation import get_language, gettext

from builder.admin.building_look import look
from builder.admin.building_state import state
from builder.admin.choices import PICTURED
from builder.admin.condition_words import TESTS
from builder.admin.kind_settings import Setting, settings_of
from builder.admin.palette import palette
from builder.admin.visits import Visit
from builder.fields import KINDS, FieldKind
from builder.flows.answers import MOST_ANSWERS
from builder.flows.locales import NAMES
from builder.flows.messages import texts
from builder.flows.operators import OPERATORS
from builder.languages import language_name
from builder.models import (
    Asset,
    Assistant,
    Check,
    Choice,
    Ending,
    Field,
    Step,
    Variable,
)
from builder.served import limits
from tenants import theme

_NAMED: tuple[type[Model], ...] = (Assistant, Step, Field, Choice, Check, Ending, Variable)
_MOST_ASSETS = 200
_ANY_HASH = "0" * 64


def boot(visit: Visit) -> dict[str, Any]:
    """Return the JSON that stands in the page."""
    return {
        **state(visit),
        "assistant": str(visit.assistant.pk),
        "person": str(visit.request.user.pk),
        "language": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        "may_change": visit.admin.has_change_permission(visit.request),
        "urls": _urls(visit),
        "palette": [
            {"label": label, "kinds": [offer.name for offer in offers]}
            for label, offers in palette()
        ],
        "kinds": {name: describe(kind) for name, kind in KINDS.items()},
        "operators": [_operator(name, words) for name, words in TESTS.items()],
        "locales": [{"tag": tag, "name": language_name(tag)} for tag in _locales(visit)],
        "messages": {tag: texts(tag) for tag in _locales(visit)},
        "receipt_url": f"{settings.PUBLIC_URL}/r/",
        "limits": {**limits(), "answers": MOST_ANSWERS},
        "lengths": {model._meta.model_name: _lengths(model) for model in _NAMED},
        "default_theme": theme.DEFAULT,
        "look": look(),
        "assets": _assets(visit),
    }


def _urls(visit: Visit) -> dict[str, str]:
    """Name the addresses that the page asks or leads to."""
    pages = {
        "draft": "build_draft",
        "keep": "build_keep",
        "picture": "build_picture",
        "preview": "preview_frame",
        "publish": "publish",
        "versions": "versions",
        "translations": "translations",
        "snippet": "snippet",
        "settings": "change",
    }
    here = visit.href("build")
    return {
        **{name: visit.href(page) for name, page in pages.items()},
        "list": reverse("admin:builder_assistant_changelist"),
        "login": f"{reverse('account_login')}?next={here}",
        "asset": reverse("embed-asset", args=[_ANY_HASH]).replace(_ANY_HASH, "{hash}"),
    }


def _locales(visit: Visit) -> list[str]:
    assistant = visit.assistant
    return list(dict.fromkeys([assistant.default_locale, *assistant.locales, *NAMES]))


def describe(kind: FieldKind) -> dict[str, Any]:
    """Say what the page needs to know of a kind."""
    return {
        "name": kind.name,
        "label": gettext(kind.label),
        "description": gettext(kind.description),
        "has_choices": kind.has_choices,
        "pictured": kind.name in PICTURED,
        "asks": kind.asks,
        "in_groups": kind.in_groups,
        "value_type": kind.value_type,
        "condition_type": kind.condition_type,
        "data_class": kind.data_class,
        "default_config": kind.default_config(),
        "config": [_setting(setting) for setting in settings_of(kind)],
    }


def _setting(setting: Setting) -> dict[str, Any]:
    return {
        "name": setting.name,
        "label": str(setting.label),
        "help": str(setting.help),
        "type": setting.type,
        "required": setting.required,
        "options": [{"value": value, "label": str(words)} for value, words in setting.options],
        "min": setting.least,
        "max": setting.most,
    }


def _operator(name: str, words: str) -> dict[str, Any]:
    types = list(OPERATORS[name.removeprefix("!")].reads)
    return {"name": name, "words": gettext(words), "types": types}


def _lengths(model: type[Model]) -> dict[str, int]:
    """Say how long each text of a row may be."""
    columns = [c for c in model._meta.concrete_fields if isinstance(c, CharField | TextField)]
    return {column.name: column.max_length for column in columns if column.max_length}


def _assets(visit: Visit) -> list[dict[str, Any]]:
    """List the tenant's newest pictures."""
    ours = Asset.objects.filter(tenant=visit.assistant.tenant_id)
    return [dict(one) for one in ours.values("hash", "width", "height")[:_MOST_ASSETS]]
