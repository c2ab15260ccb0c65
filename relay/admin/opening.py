"""Show what one enquiry in quarantine says: on a page of its own, to one person, and nowhere else."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from relay import files, letters
from relay.models import HeldPayload, Submission
from relay.sealing import CannotOpenError, KeyMissingError
from tenants.policies import set_policy, strict


@sensitive_variables()
def opened(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Open an enquiry in memory and answer with what it says, as text.

    1. Nothing is written but the log, and that before: no session, no cache, no file. Files
       are named with their sizes; what is in them stays sealed.
    2. The page runs no script and loads nothing but a style sheet, whatever somebody typed.
       It is sent as all of the site's pages are: no cache may keep it.
    """
    context = {"submission": submission, "checkbox": ACTION_CHECKBOX_NAME, **_read(submission)}
    response = render(request, "relay/quarantine_opened.html", context)
    response["Referrer-Policy"] = "no-referrer"
    set_policy(response, strict(script_src=["'none'"]))
    return response


@sensitive_variables()
def _read(submission: Submission) -> dict[str, Any]:
    """Return what the letter to the tenant would say, or why it can't be read."""
    held = HeldPayload.objects.filter(pk=submission.pk).first()
    if held is None:
        return {"problem": "gone"}
    try:
        document = files.open_contents(held, submission).document
    except KeyMissingError:
        return {"problem": "key"}
    except CannotOpenError:
        return {"problem": "broken"}
    return {"read": letters.reading(document), "language": submission.locale}
