"""Which addresses a tenant may have us connect to."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PORTS = frozenset({80, 443})
MAIL_PORTS = frozenset({25, 465, 587})
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?")
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
# Inside 2000::/3, but carrying an IPv4 address that nobody has checked, or routed inside.
_REFUSED_V6 = tuple(
    ipaddress.ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_REFUSED_V4 = tuple(ipaddress.ip_network(net) for net in ("192.88.99.0/24", "192.0.0.0/24"))


def may_connect(address: str) -> bool:
    """Tell whether an address, as the name was resolved to, is on the public internet.

    IPv6 is judged by what it must be: global unicast. So NAT64 (64:ff9b::/96), mapped
    and compatible IPv4, unique local, site-local, link-local and segment routing are
    out without being named. `is_global` alone lets all but one of them through.
    """
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return may_connect(str(ip.ipv4_mapped))
        outside = ip in _GLOBAL_V6 and not any(ip in net for net in _REFUSED_V6)
    else:
        outside = ip.is_global and not any(ip in net for net in _REFUSED_V4)
    if ip.is_loopback:
        return bool(settings.ALLOW_LOOPBACK_DESTINATIONS)
    return outside and not ip.is_multicast


def check_url(url: str) -> None:
    """Raise ValidationError, in words for the customer, for what can't be a destination."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.scheme not in {"http", "https"} or any(c <= " " for c in url):
        raise ValidationError(_("Write the whole address, such as https://www.example.com/inbox."))
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("Leave user name and password out: enquiries are signed instead."))
    if settings.ALLOW_LOOPBACK_DESTINATIONS and _is_loopback(host):
        return
    if parts.scheme != "https":
        raise ValidationError(_("Use https: enquiries must not travel unencrypted."))
    if port is not None and port not in PORTS:
        raise ValidationError(_("Only the ports 443 and 80 can be reached."))
    if _is_address(host) and not may_connect(host):
        raise ValidationError(_("This address is not on the public internet."))


def may_mail_through(port: int) -> bool:
    """Tell whether a tenant's mail server may be at this port."""
    return port in MAIL_PORTS or bool(settings.ALLOW_LOOPBACK_DESTINATIONS)


def check_mail_host(host: str) -> None:
    """Raise ValidationError, in words for the customer, for what can't be a mail server."""
    if not _HOST.fullmatch(host):
        raise ValidationError(_("Write the server's name, such as smtp.example.com."))
    if _is_address(host) and not may_connect(host):
        raise ValidationError(_("This address is not on the public internet."))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
