"""The two admin sites: /admin/ for customers, /staff/ for the people who run the instance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from tenants.access import SESSION_KEY, choose, member_of
from tenants.policies import set_policy, unfold_policy

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Card:
    """Something on the dashboard that waits for the person: what it is, and where to go on."""

    title: str
    text: str
    href: str
    action: str
    order: int = 0
    attention: bool = False


@dataclass(frozen=True)
class Panel:
    """One question that the dashboard answers, and the template that does; lowest order first."""

    order: int
    question: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """How a ModelAdmin stands in the sidebar: the lowest order comes first."""

    order: int
    icon: str
    title: Any
    parts: tuple[str, ...] = ()  # models whose pages belong here, in the same app


@dataclass(frozen=True)
class Page:
    """A page that is about no model: its place in the sidebar, its name and address, who sees it."""

    entry: Entry
    name: str
    view: View
    may_view: Callable[[HttpRequest], bool]


class Site(UnfoldAdminSite):  # type: ignore[misc]
    """What both sites share: allauth's login, no ways around it, unfold's policy, an overview."""

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.cards: list[Callable[[HttpRequest], list[Card]]] = []
        self.panels: list[Callable[[HttpRequest], Panel]] = []
        self.pages: list[Page] = []

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        cards = sorted(
            (card for source in self.cards for card in source(request)), key=lambda card: card.order
        )
        panels = sorted((ask(request) for ask in self.panels), key=lambda panel: panel.order)
        context = {"cards": cards, "panels": panels, **(extra_context or {})}
        page: TemplateResponse = super().index(request, context)
        return page

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        guarded = super().admin_view(view, cacheable)

        def with_policy(*args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase = guarded(*args, **kwargs)
            set_policy(response, unfold_policy())
            return response

        return update_wrapper(with_policy, guarded)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add our own pages; take away what leads around ModelAdmins: any address, and search."""
        own: list[URLPattern | URLResolver] = [
            path(f"{one.name}/", self.admin_view(one.view), name=one.name) for one in self.pages
        ]
        closed = {"view_on_site": "r/<path:content_type_id>/<path:object_id>/", "search": "search/"}
        return own + [
            path(closed[url.name], self.admin_view(_nothing_here), name=url.name)
            if isinstance(url, URLPattern) and url.name in closed
            else url
            for url in super().get_urls()
        ]

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        return LogoutView.as_view(next_page=settings.LOGIN_URL)(request)

    def get_sidebar_list(self, request: HttpRequest) -> list[dict[str, Any]]:
        """List what the person may see, in our order and our words."""
        home = reverse(f"{self.name}:index")
        items = [
            {"title": _("Overview"), "icon": "home", "link": home, "active": request.path == home}
        ]
        for entry, links in self._entries(request):
            active = request.path.startswith(tuple(links))
            items.append(
                {"title": entry.title, "icon": entry.icon, "link": links[0], "active": active}
            )
        return [{"items": [item | {"has_permission": True} for item in items]}]

    def _entries(self, request: HttpRequest) -> list[tuple[Entry, list[str]]]:
        """List what the person may see with its addresses, in the order that each says."""
        found = [
            (one.entry, [reverse(f"{self.name}:{one.name}")])
            for one in self.pages
            if one.may_view(request)
        ]
        for model_admin in self._registry.values():
            if hasattr(model_admin, "sidebar") and model_admin.has_module_permission(request):
                entry, opts = model_admin.sidebar, model_admin.opts
                names = (opts.model_name, *entry.parts)
                label = f"{self.name}:{opts.app_label}"
                found.append((entry, [reverse(f"{label}_{one}_changelist") for one in names]))
        return sorted(found, key=lambda pair: pair[0].order)


class CustomerSite(Site):
    """What members see: membership decides, and every page is of one tenant."""

    index_title = _("Overview")

    def has_permission(self, request: HttpRequest) -> bool:
        return member_of(request) is not None and request.user.is_active

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Send strangers to the login, members home; tell everybody else why they may not enter."""
        if not request.user.is_authenticated:
            return _to_login(request)
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        return render(request, "tenants/no_access.html", _reason(request), status=403)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        chooser = path("tenant/", self.admin_view(self.choose_tenant), name="choose_tenant")
        return [chooser, *super().get_urls()]

    def choose_tenant(self, request: HttpRequest) -> HttpResponse:
        """Let people who work for several tenants say for which one now."""
        found = getattr(request, "memberships", [])
        if request.method == "POST":
            wanted = request.POST.get("tenant", "")
            chosen = choose(found, wanted)
            if chosen is None or str(chosen.tenant_id) != wanted:
                raise Http404
            request.session[SESSION_KEY] = wanted
            return HttpResponseRedirect(reverse("admin:index"))
        context = {**self.each_context(request), "title": _("Your tenants"), "memberships": found}
        return TemplateResponse(request, "tenants/choose_tenant.html", context)

    def _get_site_dropdown_items(self, key: str, *args: Any) -> list[dict[str, Any]]:
        request = args[0]
        if len(getattr(request, "memberships", [])) < 2:  # noqa: PLR2004
            return []
        return [
            {
                "title": _("Change to another tenant"),
                "link": reverse("admin:choose_tenant"),
                "icon": "swap_horiz",
                "attrs": {},
            }
        ]


class StaffSite(Site):
    """What staff see: tenants and people, never what a tenant asks or receives."""

    index_title = _("Overview")
    index_template = "admin/staff_index.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_login(request)
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("staff:index"))
        return render(request, "tenants/no_access.html", {"reason": "staff"}, status=403)


def _refuse(request: HttpRequest) -> HttpResponseBase:
    raise Http404


_to_login: Callable[[HttpRequest], HttpResponseBase] = secure_admin_login(_refuse)


def _nothing_here(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
    raise Http404


def _reason(request: HttpRequest) -> dict[str, str]:
    """Say whether the person has no tenant at all, or one that was deactivated."""
    from tenants.models import Member

    assert request.user.is_authenticated  # noqa: S101 - login() has sent everybody else away
    closed = Member.objects.filter(user=request.user).select_related("tenant").first()
    if closed is None:
        return {"reason": "none"}
    return {"reason": "inactive", "tenant": closed.tenant.name}


customers = CustomerSite(name="admin")
staff = StaffSite(name="staff")
