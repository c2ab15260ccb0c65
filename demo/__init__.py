"""A demo tenant, its website and its receiver: what `make run` shows."""

from __future__ import annotations
