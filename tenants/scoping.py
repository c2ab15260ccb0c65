"""The base of every ModelAdmin on the customers' site.

A stock ModelAdmin with only `get_queryset` filtered shows and takes other tenants' data in
fifteen ways. Each is closed here, and each has a test in zenflow/tests/test_probes.py:

1. Rows come through `tenant_path`, and through the scoped manager below it.
2. A foreign object is a 404, byte for byte like one that doesn't exist.
3. Every offered relation is filtered; one that nobody says how to filter offers nothing.
4. The tenant is set, never shown; unique names are judged within the tenant.
5. Query strings may filter by what `list_filter` names, nothing else.
6. The log keeps who, when and which fields, never an object's text, which outlives a purge.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ImproperlyConfigured
from django.db import models, router
from django.forms import ModelChoiceField, ModelForm
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from tenants.access import EDITORS, EVERYBODY, has_role, tenant_of
from tenants.activity import ImpersonalLogMixin
from tenants.models import Role


class TenantForm(ModelForm):  # type: ignore[type-arg]
    """A form that knows its tenant although it never shows it: unique names are per tenant."""

    tenant: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.tenant is not None and self.instance._state.adding:
            self.instance.tenant = self.tenant

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"tenant"}


class RoleMixin:
    """Let the member's role decide, never Django's own permissions."""

    may_view: ClassVar[frozenset[Role]] = EVERYBODY
    may_add: ClassVar[frozenset[Role]] = EDITORS
    may_change: ClassVar[frozenset[Role]] = EDITORS
    may_delete: ClassVar[frozenset[Role]] = EDITORS

    def has_module_permission(self, request: HttpRequest) -> bool:
        return has_role(request, self.may_view)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request, self.may_view)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request, self.may_add)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request, self.may_change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request, self.may_delete)


class ScopedMixin(RoleMixin):
    """Filter rows and offered relations by the tenant of the request."""

    tenant_path: ClassVar[str] = ""
    # Relations whose model has no admin of its own: name of the field -> path to the tenant.
    relation_paths: ClassVar[dict[str, str]] = {}

    model: type[models.Model]
    admin_site: Any

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        if not self.tenant_path:
            raise ImproperlyConfigured(f"{type(self).__name__} needs a tenant_path.")
        rows: models.QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        return rows.filter(**{self.tenant_path: tenant_of(request).pk})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer what there is, without the buttons that open related objects in popups."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        offered = kwargs.get("queryset")
        if offered is None:
            offered = db_field.remote_field.model._default_manager.all()
        path = self._relation_path(db_field)
        kwargs["queryset"] = (
            offered.filter(**{path: tenant_of(request).pk}) if path else offered.none()
        )
        field: ModelChoiceField[Any] | None = super().formfield_for_foreignkey(  # type: ignore[misc]
            db_field, request, **kwargs
        )
        return field

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        raise ImproperlyConfigured("No many-to-many field of the customers' site is scoped yet.")

    def _relation_path(self, db_field: models.ForeignKey[Any, Any]) -> str | None:
        if db_field.name in self.relation_paths:
            return self.relation_paths[db_field.name]
        remote = self.admin_site._registry.get(db_field.remote_field.model)
        return getattr(remote, "tenant_path", None)


class TenantModelAdmin(ScopedMixin, ImpersonalLogMixin, ModelAdmin):  # type: ignore[misc]
    """A ModelAdmin that knows one tenant only. Subclasses name the path to it."""

    form: type[ModelForm] = TenantForm  # type: ignore[type-arg]
    view_on_site = False
    list_filter_submit = False
    show_full_result_count = False
    # Further names that a query string may filter by: parameters of own filters.
    lookups: ClassVar[frozenset[str]] = frozenset()

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model:
        """Return an object of this tenant. Raises Http404 for every other id alike."""
        found: models.Model | None = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Iterable[str] | None:
        excluded = list(super().get_exclude(request, obj) or [])
        return [*excluded, "tenant"] if self.tenant_path == "tenant" else excluded

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:
        form: type[ModelForm[Any]] = super().get_form(request, obj, change, **kwargs)
        if self.tenant_path == "tenant":
            form.tenant = tenant_of(request)  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if self.tenant_path == "tenant" and not change:
            obj.tenant = tenant_of(request)
        super().save_model(request, obj, form, change)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Allow what the page itself offers; Django answers 400 to everything else."""
        if "\0" in str(value):
            return False  # PostgreSQL knows no such text
        allowed = set(self.lookups)
        for entry in self.get_list_filter(request) if request else ():
            name = entry[0] if isinstance(entry, tuple | list) else entry
            if isinstance(name, str):
                allowed |= {name, f"{name}__exact", f"{name}__isnull", f"{name}__id__exact"}
            else:
                allowed.add(name.parameter_name)
        return lookup in allowed

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer no bulk deletion: a page of its own names what is lost."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        return bool(to_field == self.opts.pk.name)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Name the objects themselves, and count what goes with them without naming it."""
        # Its stubs take models and rows for texts.
        collector: Any = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        counts = {
            str(model._meta.verbose_name_plural): len(rows)
            for model, rows in collector.model_objs.items()
        }
        refused = set() if self.has_delete_permission(request) else {str(self.opts.verbose_name)}
        kept = {str(row._meta.verbose_name_plural) for row in collector.protected}
        return [str(row) for row in objs], counts, refused, sorted(kept)


class TenantInlineMixin(ScopedMixin):
    """What inlines of the customers' site share; the parent's admin has checked the parent."""

    extra = 0
    show_change_link = True


class NamedCells:
    """Name each control of a table by its column: the cells have no labels of their own."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        for field in formset.form.base_fields.values():
            if field.label:
                field.widget.attrs["aria-label"] = capfirst(field.label)
        return formset


class TenantTabularInline(NamedCells, TenantInlineMixin, TabularInline):  # type: ignore[misc]
    """A table of rows that belong to an object of this tenant."""


class TenantStackedInline(TenantInlineMixin, StackedInline):  # type: ignore[misc]
    """Rows one below the other that belong to an object of this tenant."""
