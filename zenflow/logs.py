"""Keep people out of the logs."""

from __future__ import annotations

import logging
import re

_PERSONAL = [
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "<e-mail>"),
    (re.compile(r"\b(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}\b(?!\.\d)"), r"\1.x"),
    (re.compile(r"\?[^\s\"']+"), "?<query>"),
]


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
        for pattern, instead in _PERSONAL:
            message = pattern.sub(instead, message)
        record.msg, record.args = message, None
        return True
