"""Rows to document; `builder.document` is the way in."""

from __future__ import annotations

from typing import Any

from builder import keys, richtext
from builder.fields import KINDS
from builder.flows import document as flow
from builder.models import Check, Choice, Ending, Field, Route, Step, Variable
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
        keys.complete(in_order, rows.choices, rows.variables)

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
            theme={**tenant.theme, **assistant.theme},
            variables=tuple(self.variable(variable) for variable in self.rows.variables),
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
            score=choice.score or None,
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
            url=ending.url or None,
        )

    def variable(self, variable: Variable) -> flow.Variable:
        return flow.Variable(
            id=str(variable.pk),
            key=variable.key,
            label=variable.label,
            value=variable.value,
            decimals=variable.decimals,
        )

    def text(self, row: Row, slot: str) -> dict[str, Any]:
        """Give a text in all languages; {} where an optional one is empty."""
        said: dict[str, Any] = self.words(row, slot)
        if slot in RICH_SLOTS:
            said = {locale: richtext.read(text) for locale, text in said.items()}
        default = self.assistant.default_locale
        if not said[default] and slot in OPTIONAL_SLOTS | RICH_SLOTS:
            return {}
        return {locale: text for locale, text in said.items() if text or locale == default}

    def words(self, row: Row, slot: str) -> dict[str, str]:
        """Give what was written in each language."""
        pk, texts, default = row.pk, self.rows.texts, self.assistant.default_locale
        words = {}
        for locale in self.locales:
            translation = None if locale == default else texts.get((pk, slot, locale))
            words[locale] = translation.text if translation else ""
        words[default] = source(row, slot)
        return words
