"""The product, started once for all tests that only use it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zenflow.testing.product import Product, product


@pytest.fixture(scope="session")
def on_sqlite() -> Iterator[Product]:
    """Run the product with its demo on SQLite and its own broker."""
    with product() as running:
        yield running


@pytest.fixture(scope="session")
def on_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Run the product with its demo on two PostgreSQL clusters and a Valkey.

    What it puts into a temporary folder lies in one of its own.
    """
    folder = tmp_path_factory.mktemp("temporary")
    with product(servers=True, TMPDIR=str(folder)) as running:
        yield running
