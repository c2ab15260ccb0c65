"""Keep people out of the logs."""

from __future__ import annotations

import ipaddress
import logging
import re
from http import HTTPMethod, HTTPStatus
from typing import Any

_PERSONAL = [
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "<e-mail>"),
    (re.compile(r"\b(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}\b(?!\.\d)"), r"\1.x"),
    (re.compile(r"\?[^\s\"']+"), "?<query>"),
    # Whoever has a preview link's token sees the draft: builder/previewing.py makes them.
    (re.compile(r"(?<![\w-])p-[\w-]{32}(?![\w-])"), "<preview link>"),
]
_LIKE_IPV6 = re.compile(r"(?<![\w:])[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?!\w)")


def _short(found: re.Match[str]) -> str:
    """Cut an IPv6 address to what a provider hands out; leave times and what else has colons."""
    said = found[0].rstrip(":.") if not found[0].endswith("::") else found[0]
    try:
        ip = ipaddress.IPv6Address(said)
    except ValueError:
        return found[0]
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((int(ip), 48), strict=False)) + found[0][len(said) :]


_METHODS = {method.value for method in HTTPMethod}
_PHRASES: dict[Any, str] = {status.value: status.phrase for status in HTTPStatus}


def _said(record: logging.LogRecord) -> str:
    """Return the message; of a request its method, route, view and status, never its address.

    An address may hold whatever a visitor typed behind a slash, and so may its method and its Host.
    """
    status, request = getattr(record, "status_code", None), getattr(record, "request", None)
    if record.name == "django.server" and isinstance(record.args, tuple) and record.args:
        return f"{_method(str(record.args[0]).partition(' ')[0])} {status}"
    if not record.name.startswith(("django.request", "django.security")) or request is None:
        return record.getMessage()
    why = f" ({_why(record)})" if record.name.startswith("django.security") else ""
    phrase = _PHRASES.get(status, "Request")
    return f"{phrase}{why}: {_method(str(request.method))} {_route(request)} {status}"


def _method(name: str) -> str:
    return name if name in _METHODS else "OTHER"


def _route(request: Any) -> str:
    """Name the pattern that an address has, and its view, without what stood in it."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route} [{match.view_name}]" if match else "unknown address"


def _why(record: logging.LogRecord) -> str:
    """Return what kind of attack it looks like; a CSRF refusal also says what was missing."""
    kind = record.name.rpartition(".")[2]
    if kind != "csrf" or not isinstance(record.args, tuple) or not record.args:
        return kind
    return f"{kind}: {str(record.args[0]).partition(' - ')[0]}"  # behind that: Origin or Referer


class Impersonal(logging.Filter):
    """Mask e-mail addresses, the end of network addresses, query strings and requests' addresses.

    Our own code logs ids and words only; this is the second line, for what
    libraries say. Tracebacks are cut to the kind of error and where it happened:
    the text of an exception may quote what a person typed.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = _said(record)
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
            message = f"{message} [{kind.__name__} at {where}]"
            record.exc_info = record.exc_text = None
        message = _LIKE_IPV6.sub(_short, message)
        for pattern, instead in _PERSONAL:
            message = pattern.sub(instead, message)
        record.msg, record.args = message, None
        record.request = None  # what was said of it is in the message: nobody reads it twice
        return True
