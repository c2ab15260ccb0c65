"""The assistant's further pages: which there are, and who may open them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, path

from builder.admin import (
    availability,
    building,
    differences,
    exchanging,
    gallery,
    links,
    preview,
    publishing,
    sharing,
    translation_files,
    translations,
    versions,
)
from builder.admin.visits import Visit

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Page:
    """A page below an assistant. `changes`: for those who may change it; `acts`: by POST only."""

    name: str
    view: View
    rest: str = ""
    changes: bool = False
    acts: bool = False


PAGES = (
    Page("build", building.build_page),
    Page("build_draft", building.build_draft),
    Page("build_keep", building.build_keep, changes=True, acts=True),
    Page("build_picture", building.build_picture, changes=True, acts=True),
    Page("publish", publishing.publish_page, changes=True),
    Page("pause", publishing.pause_action, changes=True, acts=True),
    Page("resume", publishing.resume_action, changes=True, acts=True),
    Page("duplicate", publishing.duplicate_action, changes=True, acts=True),
    Page("versions", versions.versions_page),
    Page("version", versions.version_page, rest="<int:number>/"),
    Page("compare", differences.compare_page),
    Page("kept", versions.kept_page, rest="<uuid:pk>/"),
    Page("restore", versions.restore_page, rest="<int:number>/", changes=True),
    Page("restore_kept", versions.restore_kept_page, rest="<uuid:pk>/", changes=True),
    Page("withdraw", versions.withdraw_page, rest="<int:number>/", changes=True),
    Page("availability", availability.availability_page, changes=True),
    Page("manage", exchanging.manage_page),
    Page("export", exchanging.export_action),
    Page("import", exchanging.import_page, changes=True),
    Page("archive", exchanging.archive_action, changes=True, acts=True),
    Page("unarchive", exchanging.unarchive_action, changes=True, acts=True),
    Page("snippet", sharing.snippet_page),
    Page("translations", translations.translations_page, changes=True),
    Page("translations_file", translation_files.file_action, changes=True),
    Page("translations_import", translation_files.import_page, changes=True),
    Page("preview", preview.preview_page),
    Page("links", links.links_page, changes=True),
    Page("preview_frame", preview.preview_frame),
    Page("preview_revision", preview.preview_revision),
)


def urls(model_admin: Any) -> list[URLPattern]:
    """Return the addresses of all pages of an assistant."""
    return [
        path(
            f"<uuid:object_id>/{page.name.replace('_', '/')}/{page.rest}",
            model_admin.admin_site.admin_view(_guarded(model_admin, page)),
            name=f"builder_assistant_{page.name}",
        )
        for page in PAGES
    ]


def new_urls(model_admin: Any) -> list[URLPattern]:
    """Return the addresses of the pages that make a new assistant."""
    site = model_admin.admin_site
    return [
        path(rest, site.admin_view(partial(view, model_admin)), name=f"builder_assistant_{name}")
        for name, rest, view in (
            ("import_new", "import/", exchanging.import_new),
            ("template", "template/<slug:slug>/", gallery.template_page),
            ("template_frame", "template/<slug:slug>/frame/", gallery.template_frame),
        )
    ]


def _guarded(model_admin: Any, page: Page) -> View:
    def view(request: HttpRequest, object_id: UUID, **kwargs: Any) -> HttpResponseBase:
        assistant = model_admin.get_object(request, str(object_id))
        writes = page.changes or page.acts or request.method not in {"GET", "HEAD"}
        allowed = model_admin.has_change_permission if writes else model_admin.has_view_permission
        if not allowed(request):
            raise PermissionDenied
        if page.acts and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return page.view(Visit(model_admin, request, assistant), **kwargs)

    return view
