from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# A message may style itself and carry its pictures, and nothing else.
FOR_MAIL = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
)


def set_policy(response: HttpResponse, policy: str) -> HttpResponse:
    """Give a response a policy of its own."""
    response["Content-Security-Policy"] = policy
    return response


class PolicyMiddleware:
    """Send the strictest Content-Security-Policy a careful customer would have.

    What it names for Zenflow is all that a host page must allow.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        zenflow = settings.PUBLIC_URL
        self.policy = "; ".join(
            [
                "default-src 'none'",
                f"script-src 'self' {zenflow}",
                f"connect-src 'self' {zenflow}",
                f"img-src 'self' {zenflow}",
                "style-src 'self'",
                "frame-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            ]
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Content-Security-Policy" not in response:
            set_policy(response, self.policy)
        response["Referrer-Policy"] = "strict-origin-when-cross-origin"
        response["X-Content-Type-Options"] = "nosniff"
        return response
