"""Random edits of a draft's rows, as the plain forms and the visual builder make them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from builder import keys
from builder.document import compile, load, with_fresh_ids
from builder.drafts import from_draft, to_draft
from builder.fields import KINDS
from builder.flows.document import FlowDocument
from builder.models import (
    Assistant,
    Check,
    Choice,
    Ending,
    Field,
    Route,
    Step,
    Text,
    Variable,
)

WORDS = [
    "Größe",
    "**Fett** und *schräg*",
    "- eins\n- zwei",
    "a|b",
    "Straße & Co.",
    "{{",
    "0",
    "x" * 90,
]


class Edits:
    """Edits one assistant's rows; which edit comes next, chance says."""

    def __init__(self, assistant: Assistant, seed: int) -> None:
        self.assistant = assistant
        self.random = Random(seed)
        self.all: list[Callable[[], None]] = [
            *[self.add_step, self.add_field, self.add_field, self.add_part, self.add_choice],
            *[self.add_route, self.add_ending, self.add_variable, self.add_check],
            *[self.say, self.translate, self.decide, self.move, self.move_field, self.delete],
            *[self.copy_steps, self.save_draft, self.look],
        ]

    def edit(self) -> str:
        """Make one edit, and say which."""
        chosen = self.random.choice(self.all)
        chosen()
        return chosen.__name__

    def of(self, model: Any) -> list[Any]:
        path = {Assistant: "pk", Step: "assistant", Ending: "assistant", Variable: "assistant"}
        paths = {Field: "step__assistant", Route: "step__assistant"}
        name = {**path, **paths}.get(model, "field__step__assistant")
        return list(model.objects.filter(**{name: self.assistant.pk}).order_by("pk"))

    def pick(self, model: Any) -> Any:
        found = self.of(model)
        return self.random.choice(found) if found else None

    def text(self) -> str:
        """Write a text; now and then one that recalls an answer or a variable."""
        one = self.pick(self.random.choice([Field, Variable]))
        recall = f" {{{{{one.pk}|nichts}}}}" if one and self.random.random() < 0.3 else ""
        return self.random.choice(WORDS) + recall

    def condition(self, depth: int = 2) -> Any:
        if depth and self.random.random() < 0.4:
            parts = [self.condition(depth - 1) for _ in range(self.random.randint(1, 3))]
            return self.random.choice([{"all": parts}, {"any": parts}, {"not": parts[0]}])
        one = self.pick(self.random.choice([Field, Field, Variable]))
        choices = list(one.choices.all()) if isinstance(one, Field) else []
        if choices:
            return {"field": str(one.pk), "op": "equals", "value": str(choices[0].pk)}
        return {"field": str(one.pk), "op": "answered"} if one else {"all": []}

    def expression(self, depth: int = 3) -> Any:
        name = self.random.choice(["add", "min", "multiply", "subtract", "or", "if", "of", "of"])
        if depth == 0 or name == "of":
            one = self.pick(self.random.choice([Field, Variable]))
            read = self.random.choice(["field", "score", "count"])
            return {read: str(one.pk)} if one else f"{self.random.randint(-9, 9)}.5"
        if name == "if":
            then, other = self.expression(depth - 1), self.expression(depth - 1)
            return {"if": self.condition(), "then": then, "else": other}
        return {name: [self.expression(depth - 1) for _ in range(2)]}

    def add_step(self) -> None:
        Step.objects.create(assistant=self.assistant, position=50, title=self.text())

    def add_field(self) -> None:
        if step := self.pick(Step):
            self._field(step, self.random.choice(sorted(KINDS)))

    def add_part(self) -> None:
        groups = [field for field in self.of(Field) if field.kind == "group"]
        if groups:
            group = self.random.choice(groups)
            self._field(group.step, self.random.choice(["number", "short_text"]), group)

    def _field(self, step: Step, kind: str, parent: Any = None) -> None:
        config = KINDS[kind].default_config()
        Field.objects.create(
            step=step, parent=parent, position=50, kind=kind, label=self.text(), config=config
        )

    def add_choice(self) -> None:
        fields = [one for one in self.of(Field) if KINDS[one.kind].has_choices]
        if fields:
            score = self.random.choice(["", "3", "-1.5"])
            field = self.random.choice(fields)
            Choice.objects.create(field=field, position=50, label=self.text(), score=score)

    def add_route(self) -> None:
        step, to = self.pick(Step), self.pick(self.random.choice([Step, Ending]))
        if step and to:
            where = {"to_step": to} if isinstance(to, Step) else {"to_ending": to}
            Route.objects.create(step=step, position=50, condition=self.condition(), **where)

    def add_ending(self) -> None:
        kind = self.random.choice(Ending.Kind.values)
        url = "https://www.alpha.example" if kind == "redirect" else ""
        Ending.objects.create(assistant=self.assistant, kind=kind, title=self.text(), url=url)

    def add_variable(self) -> None:
        value, decimals = self.expression(), self.random.randint(0, 4)
        Variable.objects.create(
            assistant=self.assistant, position=50, label="Summe", value=value, decimals=decimals
        )

    def add_check(self) -> None:
        if field := self.pick(Field):
            Check.objects.create(field=field, condition=self.condition(), message=self.text())

    def say(self) -> None:
        texts = [(Step, "title"), (Step, "text"), (Field, "label"), (Field, "help")]
        self.change([*texts, (Ending, "text")], self.text())

    def change(self, places: list[tuple[Any, str]], value: Any) -> None:
        model, slot = self.random.choice(places)
        if one := self.pick(model):
            model.objects.filter(pk=one.pk).update(**{slot: value})

    def translate(self) -> None:
        places: list[tuple[Any, str]] = [(Step, "title"), (Field, "label"), (Ending, "text")]
        model, slot = self.random.choice(places)
        if one := self.pick(model):
            where = {"object_id": one.pk, "slot": slot, "locale": "en"}
            said = {"text": self.text(), "source_hash": ""}
            Text.objects.update_or_create(assistant=self.assistant, **where, defaults=said)

    def decide(self) -> None:
        places = [(Step, "visible_if"), (Field, "visible_if"), (Field, "required_if")]
        self.change(places, self.random.choice([None, self.condition()]))

    def move(self) -> None:
        models: list[Any] = [Step, Field, Choice, Route, Ending, Variable]
        model = self.random.choice(models)
        if one := self.pick(model):
            model.objects.filter(pk=one.pk).update(position=self.random.randint(0, 9))

    def move_field(self) -> None:
        fields = [field for field in self.of(Field) if field.parent_id is None]
        if fields and (step := self.pick(Step)):
            field = self.random.choice(fields)
            Field.objects.filter(pk=field.pk).update(step=step)
            Field.objects.filter(parent=field).update(step=step)

    def delete(self) -> None:
        model = self.random.choice([Step, Field, Field, Choice, Route, Ending, Variable, Check])
        if one := self.pick(model):
            one.delete()

    def copy_steps(self) -> None:
        """Take the steps in a second time, with ids of their own."""
        draft = self.read()
        document = compile(draft)
        if len(document.steps) > 6:  # it doubles them
            return
        copy = with_fresh_ids(document)[0].to_json()
        said = document.to_json()
        names = ("steps", "endings", "variables")
        both = {name: [*said[name], *copy[name]] for name in names}
        load(draft, FlowDocument.from_json(said | both))
        for model in (Field, Variable):
            for one in self.of(model)[::2]:
                model.objects.filter(pk=one.pk).update(key="")

    def save_draft(self) -> None:
        draft = self.read()
        load(draft, from_draft(draft, to_draft(draft)))

    def look(self) -> None:
        own = self.random.choice([{}, {"accent": "#123456"}, {"radius": "0", "spacing": "airy"}])
        Assistant.objects.filter(pk=self.assistant.pk).update(theme=own)

    def read(self) -> Assistant:
        """Read the draft as a page does, its keys settled."""
        draft: Assistant = Assistant.objects.select_related("tenant").get(pk=self.assistant.pk)
        keys.settle(draft)
        return draft
