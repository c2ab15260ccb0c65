"""Text is normalised as the platform does it, and in a time that grows with its length alone."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from builder.fields.text import compose

HARMFUL = {
    "marks in the wrong order": "a" + "\u0301\u0323" * 60_000,
    "marks that are two each": "a" + "\u0f73" * 80_000,
    "marks without a letter": "\u0301\u0323" * 60_000,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HARMFUL.items()])
def test_very_many_marks_take_no_time(text):
    begun = time.process_time()
    compose(text)
    assert time.process_time() - begun < 2.0, "the platform alone takes more than ten seconds"


def test_marks_come_out_as_the_platform_orders_them():
    chance = random.Random(7)
    marks = "\u0301\u0323\u0344\u0308\u0f73\u0345\u3099\u05b0"
    for _ in range(300):
        run = "".join(chance.choices(marks, k=chance.randint(30, 60)))
        text = chance.choice("aeé가か") + run + chance.choice(["", "b", "\u1161"])
        assert compose(text) == unicodedata.normalize("NFC", text)
