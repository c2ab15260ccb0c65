"""Rows to document; `builder.document` is the way in."""

from __future__ import annotations

from typing import Any

from builder import keys, richtext
from builder.fields import KINDS
from builder.flows import document as flow
from builder.models import Check, Choice, Ending, Field, Route, Step
from builder.rows import Rows, grouped
from builder.texts import CONFIG_SLOTS, OPTIONAL_SLOTS, RICH_SLOTS, Row, source


class Compiler:
    """Turns one assistant's rows into a document."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.assistant = rows.assistant
        self.locales = list(dict.fromkeys([*self.assistant.locales, self.assistant.default_locale]))
        self.fields = grouped(rows.fields, "step_id")
        self.parts = grouped(rows.fields, "parent_id")
        self.choices = grouped(rows.choices, "field_id")
        self.checks = grouped(rows.checks, "field_id")
        self.routes = grouped(rows.routes, "step_id")
        in_order = [field for step in rows.steps for field in self.fields[step.pk]]
        keys.complete(in_order, rows.choices)

    def document(self) -> flow.FlowDocument:
        assistant, tenant = self.assistant, self.assistant.tenant
        return flow.FlowDocument(
            schema=flow.SCHEMA,
            locales=tuple(self.locales),
            default_locale=assistant.default_locale,
            time_zone=assistant.time_zone,
            title=self.text(assistant, "title"),
            intro=self.text(assistant, "intro") or None,
            recipient=flow.Recipient(tenant.legal_name, tenant.privacy_url, tenant.contact),
            steps=tuple(self.step(step) for step in self.rows.steps),
            endings=tuple(self.ending(ending) for ending in self.rows.endings),
            theme=tenant.theme,
        )

    def step(self, step: Step) -> flow.Step:
        return flow.Step(
            id=str(step.pk),
            title=self.text(step, "title"),
            text=self.text(step, "text") or None,
            visible_if=step.visible_if,
            fields=tuple(self.field(one) for one in self.fields[step.pk] if not one.parent_id),
            routes=tuple(self.route(route) for route in self.routes[step.pk]),
        )

    def field(self, field: Field) -> flow.Field:
        kind = KINDS.get(field.kind)
        choices = self.choices[field.pk] if kind and kind.has_choices else []
        return flow.Field(
            id=str(field.pk),
            key=field.key,
            kind=field.kind,
            label=self.text(field, "label"),
            help=self.text(field, "help") or None,
            required=field.required,
            visible_if=field.visible_if,
            config=self.config(field),
            choices=tuple(self.choice(choice) for choice in choices),
            purpose=self.text(field, "purpose") or None,
            data_class=field.data_class,
            required_if=field.required_if,
            required_message=self.text(field, "required_message") or None,
            invalid_message=self.text(field, "invalid_message") or None,
            checks=tuple(self.check(check) for check in self.checks[field.pk]),
            fields=tuple(self.field(part) for part in self.parts[field.pk]),
        )

    def config(self, field: Field) -> dict[str, Any]:
        kind = KINDS.get(field.kind)
        default = kind.default_config() if kind else {}
        return {
            name: self.text(field, name) if name in CONFIG_SLOTS else field.config.get(name, value)
            for name, value in default.items()
        }

    def choice(self, choice: Choice) -> flow.Choice:
        return flow.Choice(
            id=str(choice.pk),
            value=choice.value,
            label=self.text(choice, "label"),
            help=self.text(choice, "help") or None,
            picture=self.picture(choice),
        )

    def picture(self, choice: Choice) -> flow.Picture | None:
        asset = choice.picture
        return flow.Picture(asset.hash, asset.width, asset.height) if asset else None

    def check(self, check: Check) -> flow.Check:
        message = self.text(check, "message")
        return flow.Check(str(check.pk), check.condition, check.level, message)

    def route(self, route: Route) -> flow.Route:
        to = (
            {"step": str(route.to_step_id)}
            if route.to_step_id
            else {"ending": str(route.to_ending_id)}
        )
        return flow.Route(id=str(route.pk), if_=route.condition, to=to)

    def ending(self, ending: Ending) -> flow.Ending:
        return flow.Ending(
            id=str(ending.pk),
            kind=ending.kind,
            title=self.text(ending, "title"),
            text=self.text(ending, "text") or None,
        )

    def text(self, row: Row, slot: str) -> dict[str, Any]:
        """Give a text in all languages; {} where an optional one is empty."""
        words = {self.assistant.default_locale: source(row, slot)}
        for locale in self.locales:
            if translation := self.rows.texts.get((row.pk, slot, locale)):
                words.setdefault(locale, translation.text)
        if slot in RICH_SLOTS:
            return self.rich(words)
        if not words[self.assistant.default_locale] and slot in OPTIONAL_SLOTS:
            return {}
        kept = [self.assistant.default_locale, *(locale for locale in words if words[locale])]
        return {locale: words[locale] for locale in self.locales if locale in kept}

    def rich(self, words: dict[str, str]) -> dict[str, Any]:
        nodes = {locale: richtext.read(words.get(locale, "")) for locale in self.locales}
        if not nodes[self.assistant.default_locale]:
            return {}
        return {locale: content for locale, content in nodes.items() if content}
