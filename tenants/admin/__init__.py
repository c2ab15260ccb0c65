"""Team and company for customers; tenants and people for staff."""

from __future__ import annotations

from tenants.admin import company, look, staff, team

__all__ = ["company", "look", "staff", "team"]
