"""Document to rows; `builder.document` is the way in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from builder.bulk import check_lengths, put, remove
from builder.fields.number import MOST_DECIMALS
from builder.flows import document as flow
from builder.models import (
    Asset,
    Assistant,
    Check,
    Choice,
    Ending,
    Field,
    Route,
    Step,
    Variable,
)
from builder.rows import Rows
from builder.texts import CONFIG_SLOTS
from builder.wording import Wording
from tenants import theme

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Loader:
    """Makes one assistant's rows say what one document says."""

    def __init__(self, assistant: Assistant, document: flow.FlowDocument) -> None:
        self.assistant = assistant
        self.document = document
        self.targets = {("step", step.id) for step in document.steps}
        self.targets |= {("ending", ending.id) for ending in document.endings}

    def load(self, seen: int) -> None:
        """Take the draft to the next revision, then bring its rows in line."""
        document, assistant = self.document, self.assistant
        self.expect_ids()
        before = assistant.default_locale
        # Before the rows are read: the conditional UPDATE locks them against everybody else.
        assistant.advance(
            seen,
            locales=list(document.locales),
            default_locale=document.default_locale,
            time_zone=document.time_zone,
        )
        self.old = Rows.of(assistant)
        self.wording = Wording(document, self.old, before)
        self.text = self.wording.text
        self.pictures = self.find_pictures()
        self.save_assistant()
        self.save_rows()

    def expect_ids(self) -> None:
        """Refuse what is no UUID, and one that stands twice: its rows would be one, its texts those of both."""
        for one, times in Counter(part.id for part in self.document.parts()).items():
            if times > 1 or not _ID.fullmatch(one):
                raise flow.DocumentError(
                    f"document: id {one[:40]} is none or stands more than once"
                )

    def find_pictures(self) -> dict[str, UUID]:
        """Find the tenant's own pictures by their hash; a query only where there are any."""
        choices = (choice for one in self.document.fields.values() for choice in one.choices)
        named = {choice.picture.hash for choice in choices if choice.picture}
        named.add(self.document.theme.get(theme.LOGO, ""))
        named.discard("")
        ours = Asset.objects.filter(tenant=self.assistant.tenant_id, hash__in=named)
        return dict(ours.values_list("hash", "pk")) if named else {}

    def save_assistant(self) -> None:
        """Save the texts that stand in the assistant itself, and its own look."""
        assistant = self.assistant
        assistant.title = self.text(assistant.pk, "title", self.document.title)
        assistant.intro = self.text(assistant.pk, "intro", self.document.intro)
        assistant.theme = self.theme()
        check_lengths([assistant])
        assistant.save(update_fields=["title", "intro", "theme"])

    def theme(self) -> dict[str, str]:
        """Return the tokens in which the document differs from the tenant's look."""
        own = theme.differing(self.document.theme, self.assistant.tenant.theme)
        for token, value in own.items():
            if not theme.is_valid(token, value):
                raise flow.DocumentError(f"document.theme.{token[:40]}: can't be {value[:80]!r}")
        if own.get(theme.LOGO) not in self.pictures:
            own.pop(theme.LOGO, None)
        return own

    def save_rows(self) -> None:
        """Save all other rows: what is referred to before what refers, and away the other way."""
        steps, fields = self.document.steps, self.document.fields.values()
        variables = enumerate(self.document.variables)
        changes: list[tuple[list[Any], list[Any]]] = [
            (self.old.steps, [self.step(*placed) for placed in enumerate(steps)]),
            (
                self.old.endings,
                [self.ending(*placed) for placed in enumerate(self.document.endings)],
            ),
            (
                self.old.fields,
                [row for step in steps for row in self.fields(step, step.fields)],
            ),
            (
                self.old.choices,
                [self.choice(field, *one) for field in fields for one in enumerate(field.choices)],
            ),
            (
                self.old.checks,
                [self.check(field, *one) for field in fields for one in enumerate(field.checks)],
            ),
            (
                self.old.routes,
                [self.route(step, *placed) for step in steps for placed in enumerate(step.routes)],
            ),
            (self.old.variables, [self.variable(*placed) for placed in variables]),
        ]
        for old, new in changes:
            put(old, new)
        rows = [self.assistant, *(row for _, new in changes for row in new)]
        texts, wanted = list(self.old.texts.values()), self.wording.translations(rows)
        put(texts, wanted)
        remove(texts, wanted)
        for old, new in reversed(changes):
            remove(old, new)

    def step(self, at: int, step: flow.Step) -> Step:
        pk = UUID(step.id)
        return Step(
            id=pk,
            assistant=self.assistant,
            position=at,
            title=self.text(pk, "title", step.title),
            text=self.text(pk, "text", step.text),
            visible_if=step.visible_if,
        )

    def fields(
        self, step: flow.Step, fields: tuple[flow.Field, ...], parent: UUID | None = None
    ) -> Iterator[Field]:
        """Make the rows of fields, each followed by those that an entry of it asks."""
        for at, field in enumerate(fields):
            row = self.field(step, at, field)
            row.parent_id = parent
            yield row
            yield from self.fields(step, field.fields, row.pk)

    def field(self, step: flow.Step, at: int, field: flow.Field) -> Field:
        pk = UUID(field.id)
        return Field(
            id=pk,
            step_id=UUID(step.id),
            position=at,
            kind=field.kind,
            key=field.key,
            label=self.text(pk, "label", field.label),
            help=self.text(pk, "help", field.help),
            required=field.required,
            required_if=field.required_if,
            visible_if=field.visible_if,
            required_message=self.text(pk, "required_message", field.required_message),
            invalid_message=self.text(pk, "invalid_message", field.invalid_message),
            config={
                name: self.text(pk, name, value) if name in CONFIG_SLOTS else value
                for name, value in field.config.items()
            },
            purpose=self.text(pk, "purpose", field.purpose),
            data_class=field.data_class,
        )

    def choice(self, field: flow.Field, at: int, choice: flow.Choice) -> Choice:
        pk = UUID(choice.id)
        return Choice(
            id=pk,
            field_id=UUID(field.id),
            position=at,
            value=choice.value,
            label=self.text(pk, "label", choice.label),
            help=self.text(pk, "help", choice.help),
            picture_id=self.pictures.get(choice.picture.hash) if choice.picture else None,
            score=choice.score or "",
        )

    def check(self, field: flow.Field, at: int, check: flow.Check) -> Check:
        pk = UUID(check.id)
        return Check(
            id=pk,
            field_id=UUID(field.id),
            position=at,
            condition=check.if_,
            level=check.level,
            message=self.text(pk, "message", check.message),
        )

    def route(self, step: flow.Step, at: int, route: flow.Route) -> Route:
        kind, target = next(iter(route.to.items()), ("", ""))
        if (kind, target) not in self.targets or len(route.to) > 1:
            # The database would take a step of another assistant, even of another tenant.
            raise flow.DocumentError(f"document: route {route.id} leads nowhere")
        return Route(
            id=UUID(route.id),
            step_id=UUID(step.id),
            position=at,
            condition=route.if_,
            **{f"to_{kind}_id": UUID(target)},
        )

    def ending(self, at: int, ending: flow.Ending) -> Ending:
        pk = UUID(ending.id)
        return Ending(
            id=pk,
            assistant=self.assistant,
            position=at,
            kind=ending.kind,
            title=self.text(pk, "title", ending.title),
            text=self.text(pk, "text", ending.text),
            url=ending.url or "",
        )

    def variable(self, at: int, variable: flow.Variable) -> Variable:
        if not 0 <= variable.decimals <= MOST_DECIMALS:
            raise flow.DocumentError(f"document: variable {variable.id} has too many decimals")
        return Variable(
            id=UUID(variable.id),
            assistant=self.assistant,
            position=at,
            key=variable.key,
            label=variable.label,
            value=variable.value,
            decimals=variable.decimals,
        )
