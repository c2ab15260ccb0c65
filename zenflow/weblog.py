"""What the web server itself logs: it has handlers of its own, which know no filter of ours."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from zenflow.logs import Impersonal


class ImpersonalLogger(Logger):  # type: ignore[misc]
    """Mask in the server's own words what the product's log masks."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.addFilter(Impersonal())
