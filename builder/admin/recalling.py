"""Recalls as people see and type them: "{{key}}" in a form, "{{uuid}}" in its row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from builder.flows import recalls
from builder.flows.telling import can_be_recalled
from builder.models import Assistant, Field, Step, Variable


@dataclass(frozen=True)
class Names:
    """The keys of a draft's answers and variables by UUID, and the other way round.

    `unsaid` are keys whose answers no text can show.
    """

    keys: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    unsaid: frozenset[str] = frozenset()


def names_of(assistant: Assistant) -> Names:
    """Name what texts may recall, read once per page. Two queries.

    What the linter refuses is not among it: what has no words, and what each entry of a group
    answers anew.
    """
    known: Names | None = assistant.__dict__.get("_names")
    if known is None:
        asked = Field.objects.filter(step__assistant=assistant)
        fields: list[Any] = list(asked.only("key", "kind", "parent"))
        said = [one for one in fields if one.parent_id is None and can_be_recalled(one)]
        variables = Variable.objects.filter(assistant=assistant)
        ids = {one.key: str(one.pk) for one in (*said, *variables) if one.key}
        unsaid = frozenset(one.key for one in fields) - ids.keys()
        known = Names({pk: key for key, pk in ids.items()}, ids, unsaid)
        assistant.__dict__["_names"] = known
    return known


class RecallingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form in whose texts people may recall earlier answers by their keys."""

    names: Names = Names()
    recalling: tuple[str, ...] = ()

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        value = super().get_initial_for_field(field, field_name)
        if field_name in self.recalling and isinstance(value, str):
            return recalls.to_keys(value, self.names.keys)
        return value

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name in self.recalling:
            text = self.cleaned_data.get(name)
            if isinstance(text, str):
                self._read(name, text)

    def _read(self, name: str, text: str) -> None:
        try:
            self.cleaned_data[name] = recalls.from_keys(text, self.names.ids)
        except recalls.UnknownRecallError as error:
            self.add_error(name, _unknown(error.recall, self.names))


class RecallingInline:
    """Rows whose forms know what texts may recall."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        if obj is not None:
            formset.form.names = names_at(obj)
        return formset


def names_at(place: Assistant | Step | Field) -> Names:
    """Name what may be recalled in the texts of an assistant, a step or a field."""
    if isinstance(place, Assistant):
        return names_of(place)
    return names_of(place.assistant if isinstance(place, Step) else place.step.assistant)


def _unknown(recall: str, names: Names) -> str:
    if recall.strip("{}").partition("|")[0].strip() in names.unsaid:
        return _(
            "%(recall)s can't be shown in a text: its answer fits into no sentence, or each entry "
            "of a group has one of its own."
        ) % {"recall": recall}
    known = ", ".join(f"{{{{{key}}}}}" for key in sorted(names.ids))
    if not known:
        return _("%(recall)s recalls nothing: nothing is asked yet.") % {"recall": recall}
    return _(
        "%(recall)s can't be read. Write {{key}} or {{key|words without an answer}}; there are: "
        "%(known)s."
    ) % {"recall": recall, "known": known}
