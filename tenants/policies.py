"""Content security policies of the two admin sites, and of single pages on them."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Policy = dict[str, list[str]]


def strict(**changes: list[str]) -> Policy:
    """Return the site-wide policy with a few directives changed (`frame_ancestors=[...]`)."""
    directives: Policy = dict(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
    return directives | {name.replace("_", "-"): value for name, value in changes.items()}


def unfold_policy() -> Policy:
    """Return the policy of pages that carry unfold's scripts.

    Its Alpine evaluates attributes, and its pages style themselves inline; the pages hold
    nothing that an end user typed. No scripts but our own host's, and none inline.
    """
    policy = strict(script_src=["'self'", "'unsafe-eval'"], style_src=["'self'", "'unsafe-inline'"])
    return {
        name: value
        for name, value in policy.items()
        if name not in {"require-trusted-types-for", "trusted-types"}
    }


def set_policy(response: HttpResponseBase, policy: Policy) -> None:
    """Send a policy with this response, unless a view chose one before."""
    if not hasattr(response, "_csp_config"):
        response._csp_config = policy  # type: ignore[attr-defined]


class PolicyMiddleware(CSPMiddleware):
    """Send the site-wide policy ready-made with whatever asks for no other.

    Building it anew was a quarter of the work around the shortest answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self.site_wide = build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if settings.DEBUG or not vars(response).keys().isdisjoint(_OWN_POLICY):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.site_wide)
        return response


_OWN_POLICY = {"_csp_config", "_csp_update", "_csp_replace", "_csp_exempt"}
