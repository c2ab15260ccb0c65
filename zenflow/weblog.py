"""What the web server itself logs: it has handlers of its own, which know no filter of ours."""

from __future__ import annotations

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

from zenflow.logs import Impersonal

# What follows quotes the request: its line, a header, an address.
_QUOTING = re.compile(r"(Error handling request|Invalid request from ip=\S+: [A-Za-z ]+).*", re.S)


class Unquoted(logging.Filter):
    """Cut what the server quotes of a request that it couldn't read or answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        if found := _QUOTING.match(record.getMessage()):
            record.msg, record.args = found[1], None
        return True


class ImpersonalLogger(Logger):  # type: ignore[misc]
    """Mask in the server's own words what the product's log masks."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.addFilter(Unquoted())
                handler.addFilter(Impersonal())
