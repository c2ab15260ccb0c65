"""Recalls as people see and type them: "{{key}}" in a form, "{{uuid}}" in its row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from builder.flows import recalls
from builder.models import Assistant, Field, Step, Variable


@dataclass(frozen=True)
class Names:
    """The keys of a draft's answers and variables by UUID, and the other way round."""

    keys: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


def names_of(assistant: Assistant, group: Any = None) -> Names:
    """Name what texts may recall, read once per page. Two queries.

    Within a group its own fields come first: each entry recalls its own answers.
    """
    known: dict[Any, Names] = assistant.__dict__.setdefault("_names", {})
    if group not in known:
        fields = Field.objects.filter(step__assistant=assistant).values_list("pk", "key", "parent")
        outer = [(str(pk), key) for pk, key, parent in fields if parent is None]
        outer += [(str(v.pk), v.key) for v in Variable.objects.filter(assistant=assistant)]
        inner = [(str(pk), key) for pk, key, parent in fields if group and parent == group]
        ids = {key: pk for pk, key in (*outer, *inner) if key}
        # What an inner key hides keeps its UUID, so that a text says the same when it is read again.
        known[group] = Names({pk: key for key, pk in ids.items()}, ids)
    return known[group]


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
    if isinstance(place, Step):
        return names_of(place.assistant)
    group = place.pk if place.kind == "group" else place.parent_id
    return names_of(place.step.assistant, group)


def _unknown(recall: str, names: Names) -> str:
    known = ", ".join(f"{{{{{key}}}}}" for key in sorted(names.ids))
    if not known:
        return _("%(recall)s recalls nothing: nothing is asked yet.") % {"recall": recall}
    return _(
        "%(recall)s can't be read. Write {{key}} or {{key|words without an answer}}; there are: "
        "%(known)s."
    ) % {"recall": recall, "known": known}
