"""Statements that PostgreSQL reads and plans once for a connection, not each time.

For what happens with every enquiry: there reading, planning and building a statement anew
costs more than running it.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, router

from relay.models import Submission


def are_possible() -> bool:
    """Tell whether the database is one that takes such statements."""
    return connections[router.db_for_write(Submission)].vendor == "postgresql"


def prepared() -> Any:
    """Return a cursor whose values travel beside the statement.

    Django's own cursors write them into it; what this one runs is kept, where the settings let it.
    """
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection: Any = connections[router.db_for_write(Submission)]
    connection.ensure_connection()
    return connection._prepare_cursor(ServerBindingCursor(connection.connection))  # type: ignore[call-arg]
