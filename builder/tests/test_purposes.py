from __future__ import annotations

from builder.served import served_form
from zenflow.testing.household import household

ANSWER, RATE = (
    {"de": "Zum Antworten.", "en": "To answer."},
    {"de": "Zum Rechnen.", "en": "To rate."},
)


def purposes(*asked: tuple[str, dict[str, str] | None, bool]) -> list[str | None]:
    """Serve a step with fields of these purposes; a field may depend on an answer."""
    document = household().to_json()
    step = document["steps"][0]
    model = step["fields"][0]
    condition = {"field": model["id"], "op": "answered"}
    step["fields"] = [
        {**model, "key": key, "purpose": purpose, "visible_if": condition if hidden else None}
        for key, purpose, hidden in asked
    ]
    served = served_form("v", 1, document, "de")
    return [field["purpose"] for field in served["steps"][0]["fields"]]


def test_a_purpose_is_said_once_in_a_row():
    said = purposes(
        ("a", ANSWER, False), ("b", ANSWER, False), ("c", RATE, False), ("d", ANSWER, False)
    )
    assert said == ["Zum Antworten.", None, "Zum Rechnen.", "Zum Antworten."]


def test_a_purpose_that_may_be_hidden_is_said_again():
    said = purposes(
        ("a", ANSWER, True), ("b", ANSWER, False), ("c", None, False), ("d", ANSWER, False)
    )
    assert said == ["Zum Antworten.", "Zum Antworten.", None, None]
