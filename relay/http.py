"""The only module that makes outbound HTTP requests; what goes wrong becomes an outcome in words."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from threading import local
from typing import Any, Protocol

import requests
from django.conf import settings
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from relay import addresses, schedule
from relay.results import Result
from relay.sockets import (
    TimedHTTPConnectionPool,
    TimedHTTPSConnectionPool,
    ends_within,
    seconds_left,
)
from relay.states import Outcome

MOST_OF_ANSWER = 4096
USER_AGENT = "Zenflow"
# Where certificates of receivers are judged by; tests put their own authority here.
VERIFY: bool | str = True

_CODES: dict[int, Outcome] = {
    HTTPStatus.GONE: Outcome.GONE,
    HTTPStatus.TOO_MANY_REQUESTS: Outcome.THROTTLED,
    HTTPStatus.SERVICE_UNAVAILABLE: Outcome.THROTTLED,
}
_KINDS = {2: Outcome.DELIVERED, 3: Outcome.REDIRECTED, 4: Outcome.REFUSED}
_thread = local()


class Body(Protocol):
    """What is sent: pieces of known length together, so that a large one is never in memory whole."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[bytes]: ...


def post(
    url: str, body: Body | bytes, headers: dict[str, str], deadline: timedelta = schedule.DEADLINE
) -> Result:
    """Send a POST and return how it ended; never raises for what the other side does.

    1. `deadline` is for all of it: name, connection, TLS, headers, body, answer.
    2. The name is resolved once, and the address that was checked is the one connected to.
    3. No redirect is followed, no proxy asked, no cookie kept, no more than 4 KiB read
       and none of it stored. What follows is cut off by closing the connection.
    """
    begun = time.monotonic()
    outcome = status = asked = None
    try:
        with ends_within(deadline.total_seconds()):
            status, asked = _exchange(url, body, headers)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        late = time.monotonic() - begun >= deadline.total_seconds()
        outcome = Outcome.TIMED_OUT if late else _outcome_of(error)
    milliseconds = int((time.monotonic() - begun) * 1000)
    return Result(outcome or _outcome_for(status or 0), status, asked, milliseconds)


def _exchange(
    url: str, body: Body | bytes, headers: dict[str, str]
) -> tuple[int, timedelta | None]:
    own = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*"}
    request = requests.PreparedRequest()
    request.prepare(method="POST", url=url, headers={**own, **headers}, data=body)
    adapter = _adapter(str(request.url).partition(":")[0])
    response = adapter.send(request, stream=True, timeout=seconds_left(), verify=VERIFY, proxies={})
    try:
        response.raw.read(MOST_OF_ANSWER, decode_content=False)
    finally:
        response.close()
    return response.status_code, _retry_after(response.headers.get("Retry-After"))


class _Adapter(IPFilterAdapter):  # type: ignore[misc]
    """Connects to the address that was checked, within the time that is left."""

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        self.poolmanager = PoolManager(connections, maxsize=maxsize, block=block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": TimedHTTPConnectionPool,
            "https": TimedHTTPSConnectionPool,
        }

    def build_connection_pool_key_attributes(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(request, *args, **kwargs)
        if not addresses.may_connect(str(host["host"])):
            raise InvalidIPAddress
        return host, pool


def _adapter(scheme: str) -> _Adapter:
    """Return this thread's adapter; it keeps connections alive between deliveries.

    It is asked without a session of requests', which would only add what is not wanted
    here: redirects, cookies, proxies and passwords of the environment.
    """
    allowed = bool(settings.ALLOW_LOOPBACK_DESTINATIONS)
    if getattr(_thread, "made_for", None) != (allowed, VERIFY):
        _thread.adapters, _thread.made_for = {}, (allowed, VERIFY)
    known: dict[str, _Adapter] = _thread.adapters
    if scheme not in known:
        known[scheme] = _Adapter(scheme == "https", allow_loopback=allowed)
    return known[scheme]


def _outcome_for(status: int) -> Outcome:
    return _CODES.get(status) or _KINDS.get(status // 100, Outcome.FAILED)


def _outcome_of(error: BaseException) -> Outcome:
    if isinstance(error, InvalidIPAddress):
        return Outcome.ADDRESS_REFUSED
    if isinstance(error, requests.exceptions.SSLError | ssl.SSLError):
        return Outcome.TLS_FAILED
    if isinstance(error, requests.Timeout | TimeoutError):
        return Outcome.TIMED_OUT
    return Outcome.UNREACHABLE


def _retry_after(value: str | None) -> timedelta | None:
    """Read seconds or a date; what is past or can't be read is as if it weren't there."""
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(until - schedule.now().astimezone(UTC), timedelta(0))
