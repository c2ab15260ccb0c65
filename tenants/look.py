"""How the two admin sites look: unfold's settings with our colours and our mark."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static

# Steps between the tokens ink, quiet, line, paper and surface.
_BASE = {
    "50": "#FBFAF7",
    "100": "#F1F3F0",
    "200": "#D5DDDA",
    "300": "#B9C5C1",
    "400": "#8FA09B",
    "500": "#5F726D",
    "600": "#4A5C58",
    "700": "#2A3936",
    "800": "#1D2B29",
    "900": "#15211F",
    "950": "#0E1716",
}
# 600 is the accent of light pages, 500 that of dark ones.
_PRIMARY = {
    "50": "#EDF6F4",
    "100": "#D6EBE8",
    "200": "#B0D9D3",
    "300": "#8CCBC2",
    "400": "#A3DED6",
    "500": "#7FD1C7",
    "600": "#0F5C56",
    "700": "#0C4C47",
    "800": "#0A3E3A",
    "900": "#08322F",
    "950": "#051F1D",
}
_FONT = {
    "subtle-light": "#4A5C58",
    "subtle-dark": "#A9B8B4",
    "default-light": "#2F403D",
    "default-dark": "#C9D5D1",
    "important-light": "#12211F",
    "important-dark": "#E8EFED",
}


def _mark(request: Any) -> str:
    return static("tenants/mark.svg")


def _stylesheet(request: Any) -> str:
    return static("tenants/admin.css")


def _corrections(request: Any) -> str:
    return static("tenants/unfold.css")


def _script(request: Any) -> str:
    return static("tenants/admin.js")


def _tenant_name(request: Any) -> str:
    member = getattr(request, "member", None)
    return member.tenant.name if member else ""


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Zenflow",
    "SITE_HEADER": "Zenflow",
    "SITE_SUBHEADER": _tenant_name,
    "SITE_URL": None,
    "SITE_ICON": _mark,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _mark}],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "8px",
    "STYLES": [_stylesheet, _corrections],
    "SCRIPTS": [_script],
    "COLORS": {"base": _BASE, "primary": _PRIMARY, "font": _FONT},
}
