"""The kinds of fields. A new kind is one file here, one line below, its twin, docs and vectors."""

from __future__ import annotations

from .address import Address
from .base import Answer, Choice, Field, FieldKind, Invalid
from .birth_date import BirthDate
from .consent import Consent
from .currency import Currency
from .date import Date
from .dropdown import Dropdown
from .email import Email
from .file import File
from .full_name import FullName
from .group import Group
from .iban import Iban
from .licence_plate import LicencePlate
from .long_text import LongText
from .multiple_choice import MultipleChoice
from .number import Number
from .phone import Phone
from .picture_choice import PictureChoice
from .postcode_city import PostcodeCity
from .rating import Rating
from .short_text import ShortText
from .single_choice import SingleChoice
from .slider import Slider
from .statement import Statement
from .yes_no import YesNo

KINDS: dict[str, FieldKind] = {
    kind.name: kind
    for kind in (
        ShortText(),
        LongText(),
        SingleChoice(),
        MultipleChoice(),
        Email(),
        Consent(),
        File(),
        Phone(),
        Iban(),
        LicencePlate(),
        FullName(),
        Address(),
        PostcodeCity(),
        Dropdown(),
        PictureChoice(),
        Number(),
        Currency(),
        Slider(),
        Rating(),
        Date(),
        BirthDate(),
        YesNo(),
        Statement(),
        Group(),
    )
}

__all__ = ["KINDS", "Answer", "Choice", "Field", "FieldKind", "Invalid"]
