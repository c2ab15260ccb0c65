"""What only the server knows of phone numbers and bank accounts, and where the shared rules must agree with it."""

from __future__ import annotations

import re
from itertools import product
from string import ascii_uppercase

import phonenumbers
import pytest
from stdnum import iban as stdnum_iban

from builder.fields import KINDS, Invalid
from builder.fields.iban import LENGTHS
from builder.tests.reading_cases import field_of

PHONE = field_of("phone", {"region": "DE"})
IBAN = field_of("iban", {})


def refused(kind, field, value):
    with pytest.raises(Invalid) as caught:
        KINDS[kind].verify(field, value)
    return caught.value.code


@pytest.mark.parametrize("value", ["+4930123456", "+491712345678", "+41441234567", "+12125550123"])
def test_a_number_that_there_can_be_is_taken(value):
    KINDS["phone"].verify(PHONE, value)


@pytest.mark.parametrize("value", ["+9991234567", "+1212555012", "+331234567890"])
def test_a_number_that_no_numbering_plan_has_is_refused(value):
    assert KINDS["phone"].read(PHONE, value) == value
    assert refused("phone", PHONE, value) == "invalid_phone"


def check_digits(country, account):
    return f"{country}{stdnum_iban.calc_check_digits(f'{country}00{account}')}{account}"


def test_an_account_that_breaks_its_own_countrys_rules_is_refused():
    letters = check_digits("DE", "ABCDEFGH0532013000")
    assert KINDS["iban"].read(IBAN, letters) == letters
    assert refused("iban", IBAN, letters) == "invalid_iban"


def test_an_account_that_keeps_them_is_taken():
    KINDS["iban"].verify(IBAN, "DE89370400440532013000")


def registered():
    """Give the length of each country's accounts by the structure that the library has for it."""
    codes = map("".join, product(ascii_uppercase, repeat=2))
    known = ((code, stdnum_iban._ibandb.info(code)[0][1].get("bban")) for code in codes)
    return {code: 4 + sum(map(int, re.findall("([0-9]+)!", bban))) for code, bban in known if bban}


def test_the_lengths_of_accounts_are_those_that_the_library_knows():
    assert registered() == LENGTHS


@pytest.mark.parametrize(
    "number",
    [
        "30123456", "40123456", "69123456", "8912345678", "2011234567", "2211234567", "2281234567",
        "2341234567", "3311234567", "3401234567", "3511234567", "4211234567", "5111234567",
        "6111234567", "7111234567", "8211234567", "9061234567", "9111234567", "1712345678",
        "1601234567", "1761234567", "8001234567", "9001234567", "205112345", "421212345",
        "981234567", "70211234",
    ],
)  # fmt: skip
def test_area_codes_end_where_the_numbering_plan_says(number):
    parsed = phonenumbers.parse(f"+49{number}")
    said = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert KINDS["phone"].words(PHONE, f"+49{number}", "de").split()[0] == said.split()[0]
