"""The team: who may do what for this tenant."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminEmailInputWidget

from tenants.access import OWNERS
from tenants.accounts import invitation_link, is_new, may_invite
from tenants.models import Member, User
from tenants.scoping import TenantForm, TenantModelAdmin
from tenants.sites import Entry, customers


class NewMemberForm(TenantForm):
    """Ask for the address and the role of a person who is new here.

    An account proves nothing about a mailbox: whoever invited its owner first may have set
    its password. Only staff, who can find out, give it a second team.
    """

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=UnfoldAdminEmailInputWidget,
        help_text=_("The person logs in with this address."),
    )

    class Meta:
        model = Member
        fields = ("role",)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if Member.objects.filter(tenant=self.tenant, user__email=email).exists():
            raise forms.ValidationError(_("This person is already in your team."))
        person = User.objects.filter(email=email).first()
        if person and not is_new(person):
            raise forms.ValidationError(
                _(
                    "This address is in use here already. The people who run this instance can "
                    "add the person to your team."
                )
            )
        return email

    def _post_clean(self) -> None:
        email = self.cleaned_data.get("email")
        if email:
            self.instance.user = User.objects.filter(email=email).first() or User(email=email)
        super()._post_clean()  # type: ignore[misc]

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"user"}


@admin.register(Member, site=customers)
class MemberAdmin(TenantModelAdmin):
    sidebar = Entry(40, "group", _("Team"))
    tenant_path = "tenant"
    may_add = may_change = may_delete = OWNERS

    list_display = ("address", "role", "joined_at")
    list_select_related = ("user",)
    list_filter = ("role",)
    ordering = ("user__email",)
    search_fields = ("user__email",)
    fields: ClassVar[tuple[str, ...]] = (
        "address", "role", "wants_notices", "joined_at", "invitation",
    )  # fmt: skip
    readonly_fields = ("address", "joined_at", "invitation")
    list_before_template = "tenants/team_intro.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("user", "tenant")

    @admin.display(description=_("e-mail address"), ordering="user__email")
    def address(self, member: Member) -> str:
        return member.user.email

    @admin.display(description=_("Invitation"))
    def invitation(self, member: Member) -> str:
        """Show the link by which a new person sets their password, until they have."""
        said: str | None = getattr(member, "_invitation", None)
        if said is None:
            # The page asks several times, and each link asks the database.
            link = invitation_link(member.user) if may_invite(member) else ""
            said = link or str(_("No link is needed any more."))
            member._invitation = said  # type: ignore[attr-defined]
        return said

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ("email", "role")
        return self.fields if self.has_change_permission(request) else self.fields[:-1]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        if obj is None:
            kw["form"] = NewMemberForm
            kw["fields"] = ("role",)
        return super().get_form(request, obj, change, **kw)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let everybody choose which mails they get themselves, and owners all the rest."""
        own = isinstance(obj, Member) and obj.user_id == request.user.pk
        return own or super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        may_all = self.has_change_permission(request)
        return self.readonly_fields if may_all else (*self.readonly_fields, "role")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if isinstance(obj, Member) and obj.is_last_owner():
            return False
        return super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        if obj.user._state.adding:
            obj.user.set_unusable_password()
            obj.user.save()
            obj.user = obj.user  # takes over the id that the person has now
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        """Go on to the member's page when there is a link to hand over."""
        if may_invite(obj):
            return HttpResponseRedirect(reverse("admin:tenants_member_change", args=[obj.pk]))
        return super().response_add(request, obj, post_url_continue)
