"""Who is asking: the member and the tenant of a request to the customers' site."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tenants.models import Member, Role, Tenant

CUSTOMERS_PATH = "/admin/"
STAFF_PATH = "/staff/"
SESSION_KEY = "tenant"

EVERYBODY = frozenset(Role)
EDITORS = frozenset({Role.OWNER, Role.EDITOR})
OWNERS = frozenset({Role.OWNER})
NOBODY: frozenset[Role] = frozenset()


def memberships(request: HttpRequest) -> list[Member]:
    """Return the memberships of the person who asks in active tenants, by the tenants' names."""
    if not request.user.is_authenticated:
        return []
    found = Member.objects.filter(user=request.user, tenant__is_active=True)
    return list(found.select_related("tenant", "user").order_by("tenant__name"))


def choose(found: list[Member], wanted: object) -> Member | None:
    """Choose the membership in the tenant with the id `wanted`, else the first."""
    chosen = (member for member in found if str(member.tenant_id) == str(wanted))
    return next(chosen, found[0] if found else None)


def member_of(request: HttpRequest) -> Member | None:
    """Return the membership that the middleware found, if any."""
    member: Member | None = getattr(request, "member", None)
    return member


def tenant_of(request: HttpRequest) -> Tenant:
    """Return the tenant of the request. Raises PermissionDenied for who has none."""
    member = member_of(request)
    if member is None:
        raise PermissionDenied
    return member.tenant


def has_role(request: HttpRequest, roles: Iterable[str]) -> bool:
    """Tell whether the person who asks has one of these roles in their tenant."""
    member = member_of(request)
    return member is not None and member.role in roles
