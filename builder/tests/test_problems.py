from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from builder.embed.problems import PROBLEMS, Refused, exception_handler


def answer(error, query=""):
    class Raising(APIView):
        def get(self, request):
            raise error

    return Raising.as_view()(APIRequestFactory().get(f"/e/v1/x{query}"))


@pytest.mark.parametrize("code", PROBLEMS)
@pytest.mark.parametrize("locale", ["de", "en", "fr"])
def test_every_code_is_a_whole_problem_document(code, locale):
    response = answer(Refused(code, locale=locale))
    problem = json.loads(response.content)

    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Language"] == locale
    assert problem["type"] == f"urn:zenflow:{code}"
    assert problem["status"] == response.status_code == PROBLEMS[code][0]
    assert problem["title"] and problem["detail"]
    assert "errors" not in problem


def test_field_errors_and_further_members_travel_along():
    errors = [{"field": "home", "code": "required", "message": "Bitte …"}]
    problem = json.loads(answer(Refused("invalid_answers", errors=errors, contact="030")).content)

    assert problem["errors"] == errors
    assert problem["contact"] == "030"


def test_the_language_of_the_address_is_spoken_where_none_is_named():
    problem = json.loads(answer(Refused("paused"), "?lang=en-GB").content)

    assert problem["detail"] == "No enquiries are being taken here at the moment."


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (exceptions.ParseError(), 400, "malformed"),
        (exceptions.ValidationError("secret"), 400, "malformed"),
        (exceptions.UnsupportedMediaType("text/plain"), 415, "not_json"),
        (exceptions.Throttled(wait=12.4), 429, "too_many"),
        (exceptions.NotFound(), 404, "not_found"),
        (Http404("secret"), 404, "not_found"),
        (OperationalError("secret"), 503, "unavailable"),
        (InterfaceError("secret"), 503, "unavailable"),
    ],
)
def test_what_libraries_raise_becomes_a_problem_without_their_words(error, status, code):
    response = answer(error)

    assert response.status_code == status
    assert json.loads(response.content)["code"] == code
    assert b"secret" not in response.content


def test_readers_are_told_when_to_try_again():
    assert answer(exceptions.Throttled(wait=12))["Retry-After"] == "12"
    assert answer(exceptions.Throttled(wait=0))["Retry-After"] == "1"
    assert answer(Refused("unavailable"))["Retry-After"] == "5"
    assert answer(Refused("unavailable", retry_after=30))["Retry-After"] == "30"
    assert "Retry-After" not in answer(Refused("paused"))


@pytest.mark.parametrize("error", [IntegrityError(), ValueError(), exceptions.APIException()])
def test_a_fault_of_ours_stays_a_server_error(error):
    context = {"request": APIRequestFactory().get("/"), "view": None}

    assert exception_handler(error, context) is None
