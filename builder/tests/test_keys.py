from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.keys import LONGEST, complete, derive
from builder.models import Choice, Field, Variable
from builder.models.field import validate_key


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Wie wohnen Sie?", "wie_wohnen_sie"),
        ("Größe & Maße", "groesse_masse"),
        ("E-Mail-Adresse", "e_mail_adresse"),
        ("24 Stunden", "short_text_24_stunden"),
        ("Où?", "ou"),
        ("??", "short_text"),
        ("住所", "short_text"),
        ("", "short_text"),
        ("Wie dürfen wir Sie am besten telefonisch erreichen?", "wie_duerfen_wir_sie_am_besten"),
    ],
)
def test_a_key_is_made_of_the_label(label, key):
    assert derive(label, (), "short_text") == key


@given(st.text(max_size=80), st.sets(st.sampled_from(["a", "a_2", "a_3", "kind", "kind_2"])))
def test_every_label_gets_a_valid_key_of_its_own(label, taken):
    key = derive(label, taken, "kind")

    validate_key(key)
    assert len(key) <= LONGEST
    assert key not in taken


def test_no_variable_is_called_as_an_answer_is_and_groups_name_their_own():
    """Texts recall both by their keys; what stands in an entry is named within it."""
    field, again, group = Field(label="Summe"), Field(label="Summe"), Field(label="Posten")
    inner = Field(label="Summe", parent=group)
    given, variable = Variable(label="Rest", key="posten"), Variable(label="Summe")
    choices = [Choice(label="Ja", field=field), Choice(label="Ja", field=field)]
    filled = complete([field, again, group, inner], choices, [given, variable])
    outer = [one.key for one in (field, again, group, given, variable)]
    assert outer == ["summe", "summe_2", "posten_2", "posten", "summe_3"]
    assert inner.key == "summe"
    assert [one.value for one in choices] == ["ja", "ja_2"]
    assert given not in filled


def test_a_number_tells_equal_labels_apart():
    assert derive("A", {"a", "a_2"}, "kind") == "a_3"
    long = "x" * 60
    assert derive(long, {"x" * 40}, "kind") == "x" * 38 + "_2"
