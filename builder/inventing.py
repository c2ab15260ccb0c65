"""Invent answers that a draft takes, so that a test can be sent without anybody filling it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from builder.fields import KINDS, Field
from builder.fields.base import whole
from builder.fields.date import bound_day
from builder.fields.decimals import decimal, scaled
from builder.fields.full_name import SALUTATIONS
from builder.fields.group import bounds
from builder.fields.numbers import NumberKind
from builder.fields.rating import points
from builder.flows.answers import Checked, check
from builder.flows.document import DISQUALIFIED, FlowDocument

# One way through a draft is enough; so many are tried, each mended so many times.
_WAYS, _ROUNDS = 8, 25
# A number that is reserved for invented ones, and the account of the IBAN's own examples.
_PHONE, _IBAN = "+493023125000", "DE89370400440532013000"
_TYPED = {
    "digits": "12345",
    "letters": "Test",
    "letters_digits": "Test123",
    "web_address": "www.example.com",
    "vin": "WVWZZZ1JZXW000001",
}
_PARTS = {"salutation": SALUTATIONS[0], "first": "Erika", "last": "Mustermann"}
_PARTS |= {"street": "Musterstraße", "number": "1"}
_CITIES = {"DE": ("10115", "Berlin"), "AT": ("1010", "Wien"), "CH": ("8001", "Zürich")}
_AGES = (40, 25, 70, 15, 5, 0, 100)
_DAYS = (14, 0, 60, 365, -1, -60, -365, 3650, -3650)

Options = list[Any]


def invent(document: FlowDocument, files: Callable[[Field], Options]) -> Checked | None:
    """Return plausible answers on one way through a draft that ends in sending; None if none is found.

    Every question on the way is answered, those that may be left out too. `files` gives what a
    question for files could be answered with.
    """
    for way in range(_WAYS):
        if found := _on_one_way(document, files, way):
            return found
    return None


def _on_one_way(
    document: FlowDocument, files: Callable[[Field], Options], way: int
) -> Checked | None:
    """Answer whatever comes up, and answer anew what isn't taken, until nothing is left to try."""
    answers: dict[str, Any] = {}
    used: Counter[str] = Counter()
    for _round in range(_ROUNDS):
        checked = check(document, answers)
        wrong = {one.field_key.partition(".")[0] for one in checked.errors}
        again = False
        for visited in checked.path.steps:
            for field in visited.fields:
                if field.key in answers and field.key not in wrong:
                    continue
                options = files(field) if field.kind == "file" else _turned(_options(field), way)
                # Whatever it is, it may turn out that it has to be left out.
                if used[field.key] <= len(options):
                    answers[field.key] = [*options, None][used[field.key]]
                    used[field.key] += 1
                    again = True
        if not again:
            sends = checked.path.ending.kind != DISQUALIFIED and bool(checked.answers)
            return checked if sends and not checked.errors else None
    return None


def _turned(options: Options, way: int) -> Options:
    """Begin elsewhere on each way, so that another answer may lead to another place."""
    at = way % len(options) if options else 0
    return options[at:] + options[:at]


def _options(field: Field) -> Options:
    """Give what a question could be answered with, the likeliest first."""
    if field.kind in _BY_KIND:
        return _BY_KIND[field.kind](field)
    kind = KINDS.get(field.kind)
    return _numbers(field, kind) if isinstance(kind, NumberKind) else []


def _line(field: Field) -> Options:
    return [_lengthened(_TYPED.get(str(field.config.get("pattern")), _("Test")), field)]


def _lines(field: Field) -> Options:
    return [_lengthened(_("This is a test: all answers are invented."), field)]


def _lengthened(text: str, field: Field) -> str:
    """Make a text as long or as short as the question wants it."""
    least, most = (whole(field.config.get(name)) for name in ("min_length", "max_length"))
    while len(text) < (least or 0):
        text += text
    return text[: max(most or len(text), 1)]


def _numbers(field: Field, kind: NumberKind) -> Options:
    lowest, highest = kind.bounds(field)
    step = scaled(field.config.get("step")) or 10**4
    wanted = [0, 10**6, 10**4, 5 * 10**4, 10**7, 10**9, lowest, highest]
    if field.config.get("min") is not None and field.config.get("max") is not None:
        wanted = [lowest + (highest - lowest) // 2 // step * step, lowest, highest, *wanted]
    else:
        wanted = [*wanted[1:6], 0, lowest, highest]
    fitting = [number for number in wanted if lowest <= number <= highest]
    return [decimal(number) for number in dict.fromkeys(fitting)]


def _points(field: Field) -> Options:
    return [str(number) for number in range(points(field), 0, -1)]


def _day(field: Field) -> Options:
    today = timezone.localdate()
    fixed = [bound_day(field.config.get(name), today) for name in ("earliest", "latest")]
    days = [*(today + timedelta(days=one) for one in _DAYS), *filter(None, fixed)]
    return [day.isoformat() for day in days]


def _birth(field: Field) -> Options:
    least = whole(field.config.get("min_age")) or 0
    year = timezone.localdate().year - 1
    return [date(year - age, 1, 15).isoformat() for age in (*_AGES, least, least + 1)]


def _one_choice(field: Field) -> Options:
    return [choice.value for choice in field.choices]


def _some_choices(field: Field) -> Options:
    values = _one_choice(field)
    least = max(whole(field.config.get("min")) or 1, 1)
    return [values[at : at + least] for at in range(len(values) - least + 1)]


def _record(field: Field) -> Options:
    postcode, city = _CITIES.get(str(field.config.get("country")), _CITIES["DE"])
    known = {**_PARTS, "postcode": postcode, "city": city}
    return [{part: known[part] for part in KINDS[field.kind].parts(field)}]


def _entries(field: Field) -> Options:
    """Make the fewest entries, one at least; the questions of an entry begin elsewhere in turn."""
    inner = {one.key: _options(one) for one in field.fields}
    count = max(bounds(field)[0], 1)
    return [
        [{key: _turned(some, at)[0] for key, some in inner.items() if some}] * count
        for at in range(max(map(len, inner.values()), default=0))
    ]


_BY_KIND: dict[str, Callable[[Field], Options]] = {
    "short_text": _line,
    "long_text": _lines,
    "single_choice": _one_choice,
    "dropdown": _one_choice,
    "picture_choice": _one_choice,
    "multiple_choice": _some_choices,
    "email": lambda _field: ["test@example.com"],
    "consent": lambda _field: [True],
    "yes_no": lambda _field: [True, False],
    "phone": lambda _field: [_PHONE],
    "iban": lambda _field: [_IBAN],
    "licence_plate": lambda _field: ["B ZF 123"],
    "full_name": _record,
    "address": _record,
    "postcode_city": _record,
    "rating": _points,
    "date": _day,
    "birth_date": _birth,
    "group": _entries,
    "statement": lambda _field: [],
}
