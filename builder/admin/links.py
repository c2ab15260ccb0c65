"""Links that show the draft: made, listed, taken back."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from builder import previewing
from builder.admin.sharing import hosted_address
from builder.admin.visits import Visit
from builder.models import PreviewLink
from tenants.models import User

DAYS = (
    (1, gettext_lazy("One day")),
    (7, gettext_lazy("A week")),
    (14, gettext_lazy("Two weeks")),
    (30, gettext_lazy("A month")),
)


class LinkForm(forms.Form):
    """How long a link shows the draft, and what becomes of what is sent."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        choices=DAYS,
        coerce=int,
        initial=previewing.USUAL_DAYS,
        widget=forms.Select(attrs={"class": "zf-control zf-narrow"}),
    )
    deliver = forms.BooleanField(
        label=gettext_lazy("Deliver what is sent, marked as a test"), required=False
    )


def links_page(visit: Visit) -> HttpResponseBase:
    """List the links; make one, whose address is shown this once, or take one back."""
    form, address = LinkForm(visit.request.POST or None), ""
    if visit.posted and "revoke" in visit.request.POST:
        return _revoke(visit)
    if visit.posted and form.is_valid():
        assert isinstance(visit.request.user, User)  # noqa: S101 - the site lets nobody else in
        days, deliver = form.cleaned_data["days"], form.cleaned_data["deliver"]
        made = previewing.create(visit.assistant, visit.request.user, days, deliver=deliver)
        address = hosted_address(made[1])
        visit.log("preview_link")
    rows = PreviewLink.objects.filter(assistant=visit.assistant).select_related("created_by")
    response = visit.show(
        "links.html",
        _("Preview links"),
        status=200 if address or not visit.posted else 422,
        form=form if not address else LinkForm(),
        address=address,
        links=rows[:50],
        now=timezone.now(),
    )
    response["Cache-Control"] = "no-store"
    return response


def _revoke(visit: Visit) -> HttpResponseBase:
    try:
        pk = UUID(visit.request.POST["revoke"])
    except ValueError:
        pk = UUID(int=0)
    link = PreviewLink.objects.filter(assistant=visit.assistant, pk=pk).first()
    if link is None or not previewing.revoke(link):
        return visit.go("links", wrong=_("This link shows nothing any more."))
    visit.log("preview_link")
    return visit.go("links", done=_("The link is taken back. It shows nothing any more."))
