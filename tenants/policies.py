"""Content security policies of the two admin sites, and of single pages on them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase

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
