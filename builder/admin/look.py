"""The look of one assistant, and the logo of all: a look's picture is an asset, which we know."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from builder.admin.drafts import (
    DraftAdmin,
    DraftForm,
    assistant_crumb,
    back_to,
    list_crumb,
    to_assistants,
)
from builder.admin.pictured import PictureField
from builder.models import Asset, Assistant, AssistantLook
from tenants import theme
from tenants.access import EDITORS, NOBODY
from tenants.admin import look
from tenants.models import Look, Tenant
from tenants.sites import customers

_LOGO: Any = (_("Logo"), {"fields": ("logo",)})
FIELDSETS = (*look.FIELDSETS[:2], _LOGO, *look.FIELDSETS[2:])


class LogoForm(look.TokensForm):
    """A look with its logo, an asset of the tenant's."""

    logo = PictureField(
        label=_("Logo"),
        required=False,
        help_text=_("Stands above the title. One without a background looks best."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picture = self.fields.get("logo")
        if isinstance(picture, PictureField):
            ours = Asset.objects.filter(tenant=self.owner(), hash=self.initial.get(theme.LOGO, ""))
            picture.tenant = self.owner()
            picture.saved = self.initial[theme.LOGO] = ours.defer("content").first()

    def owner(self) -> Tenant:
        raise NotImplementedError

    def tokens(self, cleaned: dict[str, Any]) -> dict[str, str]:
        asset: Asset | None = cleaned.get(theme.LOGO)
        logo = theme.differing({theme.LOGO: asset.hash} if asset else {}, self.general())
        others = {t: v for t, v in super().tokens(cleaned).items() if t != theme.LOGO}
        return others | logo


class TenantLookForm(LogoForm):
    class Meta:
        model = Look
        fields = ()

    def owner(self) -> Tenant:
        tenant: Tenant = self.instance
        return tenant


customers.unregister(Look)


@admin.register(Look, site=customers)
class TenantLookAdmin(look.LookAdmin):
    form = TenantLookForm
    fieldsets: ClassVar[Any] = FIELDSETS


class AssistantLookForm(LogoForm, DraftForm):
    class Meta:
        model = AssistantLook
        fields = ()

    def owner(self) -> Tenant:
        tenant: Tenant = self.instance.tenant
        return tenant

    def general(self) -> dict[str, str]:
        return {**theme.DEFAULT, **self.owner().theme}


@admin.register(AssistantLook, site=customers)
class AssistantLookAdmin(DraftAdmin):
    tenant_path = "tenant"
    may_view = may_change = EDITORS
    may_add = may_delete = NOBODY
    form = AssistantLookForm
    saved = ("theme",)
    change_form_template = "builder/look.html"
    conditional_fields: ClassVar[Any] = dict.fromkeys(theme.DARK, "own_dark == true")
    fieldsets: ClassVar[Any] = FIELDSETS

    class Media:
        js = ("tenants/look.js",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("tenant", "live_version")

    def assistant_of(self, obj: AssistantLook) -> Assistant:
        return obj

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return to_assistants()

    def crumbs(self, obj: AssistantLook) -> list[tuple[str, str]]:
        here = reverse("admin:builder_assistantlook_change", args=[obj.pk])
        return [list_crumb(), assistant_crumb(obj), (gettext("Look"), here)]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        context |= look.page_context(context["original"].tenant.theme)
        return super().render_change_form(request, context, *args, **kw)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        return back_to("admin:builder_assistantlook_change", obj.pk)
