"""The pictures of a tenant: where each is shown, and the way to get rid of one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from builder import pictures
from builder.models import Asset
from tenants.access import NOBODY
from tenants.scoping import TenantModelAdmin
from tenants.sites import Entry, customers


@admin.register(Asset, site=customers)
class AssetAdmin(TenantModelAdmin):
    """Pictures come with the choices that show them; here they can only be looked at and go."""

    sidebar = Entry(12, "image", _("Pictures"))
    tenant_path = "tenant"
    may_add = may_change = NOBODY

    list_display: ClassVar[tuple[str, ...]] = ("thumb", "size", "shown", "created_at")
    list_display_links = ("thumb", "size")
    list_before_template = "builder/assets_intro.html"
    fields: ClassVar[tuple[str, ...]] = ("large", "size", "shown", "created_at", "stays")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).defer("content")
        return rows.annotate(choice_count=Count("choices"))

    @admin.display(description=_("picture"))
    def thumb(self, asset: Asset) -> str:
        src = reverse("embed-asset", args=[asset.hash])
        return format_html(
            '<img class="zf-thumb" src="{}" width="64" height="64" alt="{}">', src, self.size(asset)
        )

    @admin.display(description=_("picture"))
    def large(self, asset: Asset) -> str:
        src = reverse("embed-asset", args=[asset.hash])
        return format_html('<img class="zf-large" src="{}" alt="{}">', src, self.size(asset))

    @admin.display(description=_("size"))
    def size(self, asset: Asset) -> str:
        return gettext("%(width)s by %(height)s pixels") % {
            "width": asset.width,
            "height": asset.height,
        }

    @admin.display(description=_("shown by"), ordering="choice_count")
    def shown(self, asset: Any) -> str:
        count = asset.choice_count
        return ngettext("%(n)s choice", "%(n)s choices", count) % {"n": count}

    @admin.display(description=_("deleting"))
    def stays(self, asset: Asset) -> str:
        if _can_forget(asset):
            return gettext("No assistant and no version shows it, so it can be deleted.")
        return gettext(
            "It stays as long as a choice or a published version shows it: what end users were "
            "shown isn't changed afterwards."
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if isinstance(obj, Asset) and not _can_forget(obj):
            return False
        return super().has_delete_permission(request, obj)


def _can_forget(asset: Asset) -> bool:
    """Ask once per page: the answer reads every version."""
    found: bool | None = getattr(asset, "_can_forget", None)
    if found is None:
        found = pictures.can_forget(asset)
        asset._can_forget = found  # type: ignore[attr-defined]
    return found
