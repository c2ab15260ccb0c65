"""What a tenant says about itself: legal name, contact, websites."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from tenants.access import NOBODY, OWNERS, tenant_of
from tenants.models import Tenant
from tenants.origins import clean_origins
from tenants.scoping import TenantModelAdmin
from tenants.sites import Entry, customers


class OriginsField(forms.CharField):
    """Websites, one per line; what people paste is turned into origins."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return clean_origins(str(value or "").split())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != str(data or "").split()


class CompanyForm(forms.ModelForm):  # type: ignore[type-arg]
    allowed_origins = OriginsField(
        label=_("Websites"),
        required=False,
        help_text=_(
            "Websites that may show the assistants, one per line. Leave it empty to allow all."
        ),
    )

    class Meta:
        model = Tenant
        fields = ("name", "legal_name", "contact", "privacy_url", "allowed_origins")


@admin.register(Tenant, site=customers)
class CompanyAdmin(TenantModelAdmin):
    sidebar = Entry(50, "domain", _("Company"))
    tenant_path = "id"
    may_view = may_change = OWNERS
    may_add = may_delete = NOBODY

    form = CompanyForm
    fields: ClassVar[tuple[str, ...]] = (
        "legal_name", "contact", "privacy_url", "allowed_origins",
    )  # fmt: skip

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        context["crumbs"] = [(_("Company"), "")]
        return super().render_change_form(request, context, *args, **kw)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Go straight to the one tenant there is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        args = [tenant_of(request).pk]
        return HttpResponseRedirect(reverse("admin:tenants_tenant_change", args=args))
