"""Whoever serves or delivers asks first whether it may: once, as it starts."""

from __future__ import annotations

import logging

from django.core.checks import ERROR, Tags, run_checks
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connections

logger = logging.getLogger(__name__)


def check() -> None:
    """Refuse a start that would break a promise. Raises SystemCheckError with what to do.

    Django's own checks at the start leave out what asks the databases. While one is away
    nothing is known: then the process starts, and `/health/` says what is missing. No
    connection stays: servers go on to fork.
    """
    try:
        found = run_checks(tags=[Tags.database], databases=list(connections))
    except DatabaseError as error:
        logger.warning("Not checked, a database is away: %s.", type(error).__name__)
        return
    finally:
        connections.close_all()
    for message in found:
        logger.log(message.level, "%s", message)
    if wrong := [str(message) for message in found if message.is_serious(ERROR)]:
        raise SystemCheckError("\n".join(wrong))
