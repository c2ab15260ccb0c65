"""The staff's own pages: tenants and people. What tenants ask and receive is not here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from tenants.accounts import invitation_link
from tenants.activity import ImpersonalLogMixin
from tenants.admin.company import CompanyForm
from tenants.models import Member, Tenant, User
from tenants.scoping import NamedCells
from tenants.sites import Entry, staff


class StaffMixin(ImpersonalLogMixin):
    """Let staff do everything but delete: `is_staff` decides, never Django's permissions."""

    view_on_site = False

    def _is_staff(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Let query strings filter by what is offered: by any column they could spell passwords."""
        return lookup.partition("__")[0] in self.list_filter  # type: ignore[attr-defined]

    has_module_permission = has_view_permission = has_add_permission = _is_staff
    has_change_permission = _is_staff

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MemberInline(NamedCells, StaffMixin, TabularInline):  # type: ignore[misc]
    model = Member
    extra = 0
    fields = ("user", "role")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_staff(request)


@admin.register(Tenant, site=staff)
class TenantAdmin(StaffMixin, ModelAdmin):  # type: ignore[misc]
    sidebar = Entry(10, "domain", _("Tenants"))
    form = CompanyForm
    list_display = ("name", "legal_name", "is_active", "created_at")
    list_filter = ("is_active",)
    search_fields = ("name", "legal_name")
    fields: ClassVar[tuple[str, ...]] = (
        "name", "legal_name", "contact", "privacy_url", "allowed_origins", "is_active",
    )  # fmt: skip
    inlines = (MemberInline,)


@admin.register(User, site=staff)
class UserAdmin(StaffMixin, ModelAdmin):  # type: ignore[misc]
    """People without their passwords: a link lets them set one."""

    sidebar = Entry(20, "group", _("People"))
    list_display = ("email", "first_name", "last_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    fields: ClassVar[tuple[str, ...]] = (
        "email", "first_name", "last_name", "is_active", "is_staff", "last_login", "invitation",
    )  # fmt: skip
    readonly_fields = ("last_login", "invitation")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields if obj else self.fields[:-2]

    @admin.display(description=_("Invitation"))
    def invitation(self, user: User) -> str:
        if user.has_usable_password():
            return str(_("No link is needed any more."))
        return invitation_link(user)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.email = obj.email.strip().lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
