"""Keep people out of the logs."""

from __future__ import annotations

import ipaddress
import logging
import re

_PERSONAL = [
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "<e-mail>"),
    (re.compile(r"\b(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}\b(?!\.\d)"), r"\1.x"),
    (re.compile(r"\?[^\s\"']+"), "?<query>"),
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


class Impersonal(logging.Filter):
    """Mask e-mail addresses, the end of network addresses and query strings.

    Our own code logs ids and words only; this is the second line, for what
    libraries say. Tracebacks are cut to the kind of error and where it happened:
    the text of an exception may quote what a person typed.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
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
        return True
