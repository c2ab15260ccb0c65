"""Three businesses that the demo plays; none of them exists."""

from __future__ import annotations

from demo.businesses.business import Business
from demo.businesses.dentist import DENTIST
from demo.businesses.insurer import INSURER
from demo.businesses.roofer import ROOFER

BUSINESSES: tuple[Business, ...] = (INSURER, ROOFER, DENTIST)

__all__ = ["BUSINESSES", "Business"]
