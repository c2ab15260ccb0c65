"""The counterparts: what the same would cost in plain Django and plain DRF."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.http import HttpRequest, HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from zenflow.bench.models import PlainSubmission


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with nothing: the least that this server and this middleware can do."""
    return HttpResponse(b"{}", content_type="application/json")


@shared_task(name="bench.tell")
def tell(submission_id: str) -> None:
    """Stand for the task that a plain project would queue; nobody runs it here."""


class AnswersSerializer(serializers.Serializer[Any]):
    """The same checks as the cast's assistant asks for, on the path of a house."""

    home = serializers.ChoiceField(choices=["house", "flat"])
    extras = serializers.MultipleChoiceField(choices=["bicycle", "glass", "elements"])
    garden = serializers.CharField(max_length=5000)
    contact_email = serializers.EmailField(max_length=254)
    message = serializers.CharField(max_length=5000, required=False)
    privacy = serializers.BooleanField()


class PlainSerializer(serializers.Serializer[Any]):
    version = serializers.UUIDField()
    submission_id = serializers.RegexField(r"^[A-Za-z0-9_-]{22,43}$")
    locale = serializers.ChoiceField(choices=["de", "en"])
    answers = AnswersSerializer()


class PlainSubmissions(APIView):
    """Check, store one row, queue one task."""

    def post(self, request: Request) -> Response:
        serializer = PlainSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        answers = {**data["answers"], "extras": sorted(data["answers"]["extras"])}
        stored = PlainSubmission(
            client_id=data["submission_id"],
            version=data["version"],
            locale=data["locale"],
            answers=answers,
        )
        stored.save(force_insert=True)
        tell.delay(str(stored.pk))
        return Response({"reference": str(stored.pk)}, status=202)
