"""Send a test to the destinations, and say how it went at each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from builder.models import Assistant, FlowVersion
from relay import trial
from relay.channels import CHANNELS
from relay.intake import UnavailableError
from relay.models import Attempt, Delivery, Destination, Submission
from relay.results import Result
from relay.states import UNSETTLED, DeliveryState, Outcome
from tenants.access import EDITORS, has_role

NAME = "relay_delivery_trial"


@dataclass(frozen=True)
class Told:
    """A destination, and in words how the test went there."""

    name: str
    words: str
    right: bool = False
    under_way: bool = False


def trial_view(model_admin: Any, request: HttpRequest, object_id: UUID) -> HttpResponse:
    """Send a test of an assistant's draft, then say how it went until it is over."""
    assistant = Assistant.objects.select_related("tenant").filter(pk=object_id).first()
    if assistant is None:
        raise Http404
    if not has_role(request, EDITORS):
        raise PermissionDenied
    if request.method == "POST":
        return HttpResponseRedirect(_send(request, assistant))
    submission = _sent(assistant, request.GET.get("of", ""))
    told = _told(submission) if submission else []
    takers = trial.takers(assistant)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Test the delivery"),
        "crumbs": _crumbs(assistant),
        "assistant": assistant,
        "submission": submission,
        "told": told,
        "under_way": any(one.under_way for one in told),
        "takers": takers,
        "conditional": [one.name for one in takers if one.send_if is not None],
    }
    response = TemplateResponse(request, "relay/trial.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _crumbs(assistant: Assistant) -> list[tuple[str, str]]:
    return [
        (_("Assistants"), reverse("admin:builder_assistant_changelist")),
        (assistant.name, reverse("admin:builder_assistant_change", args=[assistant.pk])),
        (_("Test the delivery"), ""),
    ]


def _send(request: HttpRequest, assistant: Assistant) -> str:
    """Send, or say why not; return where it is told."""
    page = reverse(f"admin:{NAME}", args=[assistant.pk])
    if assistant.state == Assistant.State.ARCHIVED:
        messages.error(request, _("The assistant is archived: nothing is sent from it."))
    elif not trial.takers(assistant):
        messages.error(request, _("No verified destination takes enquiries of this assistant."))
    else:
        try:
            return f"{page}?of={trial.send(assistant).pk}"
        except trial.NothingToSendError:
            messages.error(
                request,
                _("No answers could be invented that the draft takes. Look at what it asks."),
            )
        except UnavailableError:
            messages.error(request, _("Nothing could be sent right now. Please try again."))
    return page


def _sent(assistant: Assistant, said: str) -> Submission | None:
    """Find the test that was sent; an address that names none shows none."""
    try:
        pk = UUID(said)
    except ValueError:
        return None
    mine = Submission.objects.filter(assistant=assistant, mode=FlowVersion.Mode.PREVIEW)
    return mine.filter(pk=pk).first()


def _told(submission: Submission) -> list[Told]:
    """Say for each destination how it went. Three queries."""
    rows = Delivery.objects.filter(submission=submission).select_related("destination")
    deliveries = list(rows.order_by("destination__name").prefetch_related("attempts"))
    return [_one(one, one.destination) for one in deliveries if one.destination]


def _one(delivery: Delivery, destination: Destination) -> Told:
    last = max(delivery.attempts.all(), key=lambda one: one.number, default=None)
    if delivery.state in UNSETTLED and delivery.state != DeliveryState.BLOCKED:
        return Told(destination.name, _("On its way."), under_way=True)
    if last is None:
        return Told(destination.name, _("The destination takes nothing at present."))
    words = _in_words(last, destination)
    return Told(destination.name, words, right=delivery.state == DeliveryState.DELIVERED)


def _in_words(attempt: Attempt, destination: Destination) -> str:
    outcome = Outcome(attempt.outcome)
    if outcome == Outcome.PARTLY:  # to whom is kept nowhere
        return str(outcome.label)
    result = Result(outcome, attempt.http_status)
    return result.in_words(CHANNELS[destination.channel].sentences)
