from __future__ import annotations

from zenflow import catalogue


def test_the_german_catalogue_is_complete_fresh_and_compiled():
    assert catalogue.faults() == []


def test_german_texts_raise_no_voice():
    texts = [message.string for message in catalogue.read() if message.id]
    assert not [text for text in texts if "!" in str(text)]


def test_texts_are_found_where_they_stand():
    assert list(catalogue.in_python("_('a' 'b'); ngettext('one', 'two', n); _(name['x'])")) == [
        "ab",
        ("one", "two"),
    ]
    found = list(catalogue.in_template("{% load i18n %}<p>{% translate 'a' %}</p>"))
    assert found == ["a"]


def test_a_new_text_is_a_fault(monkeypatch):
    found = catalogue.find() | {"A text nobody translated": ["x.py"]}
    monkeypatch.setattr(catalogue, "find", lambda: found)
    assert "Not translated: A text nobody translated" in catalogue.faults()
