from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


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
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            ]
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Content-Security-Policy"] = self.policy
        response["Referrer-Policy"] = "strict-origin-when-cross-origin"
        response["X-Content-Type-Options"] = "nosniff"
        return response
