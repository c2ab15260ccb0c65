"""Open the tenant's scope around every request of a member."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_scopes import scope

from tenants.access import CUSTOMERS_PATH, SESSION_KEY, choose, memberships


class TenantMiddleware:
    """Find the member behind a request to the customers' site and open their tenant's scope.

    Everywhere else, and for people without an active membership, no scope is open: a query
    for anything that belongs to a tenant raises instead of answering.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(CUSTOMERS_PATH):
            return self.get_response(request)
        found = memberships(request)
        member = choose(found, request.session.get(SESSION_KEY))
        request.memberships = found  # type: ignore[attr-defined]
        request.member = member  # type: ignore[attr-defined]
        if member is None:
            return self.get_response(request)
        with scope(tenant=member.tenant):
            return self.get_response(request)
