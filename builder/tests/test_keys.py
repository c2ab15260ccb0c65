from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.keys import LONGEST, derive
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


def test_a_number_tells_equal_labels_apart():
    assert derive("A", {"a", "a_2"}, "kind") == "a_3"
    long = "x" * 60
    assert derive(long, {"x" * 40}, "kind") == "x" * 38 + "_2"
