"""The site itself: who may open it, and the shape its pages share."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.permissions.actions import Can

# What the filters beside a list put into its address.
OF_FILTERS = {"", "exact", "isnull", "id__exact"}


class Site(admin.AdminSite):
    """Opens by grant, to no one who looks through another's eyes; signs nobody in."""

    site_header = site_title = _("Weixi CRM")
    index_title = _("Administration")
    index_template = "admin/index.html"
    enable_nav_sidebar = False

    def has_permission(self, request) -> bool:
        user = request.user
        return (
            user.is_authenticated and user.seen_by is None and user.may(Can.OPEN_ADMIN)
        )

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        guarded.can = Can.OPEN_ADMIN
        return guarded

    def get_urls(self):
        """Leave out signing in and passwords: the product has pages for them."""
        pages = [url for url in super().get_urls() if _is_kept(url)]
        to_login = self.admin_view(lambda request: redirect("login"))
        return [path("login/", to_login, name="login"), *pages]


def _is_kept(url) -> bool:
    dropped = {"login", "logout", "password_change", "password_change_done"}
    return getattr(url, "name", "") not in dropped | {"autocomplete", "view_on_site"}


class Records(admin.ModelAdmin):
    """A list in the site. Opens by `can`; a change goes through a service."""

    can = Can.MANAGE_USERS
    actions = None
    list_per_page = 50
    show_full_result_count = False
    empty_value_display = "–"
    add_label = ""

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.seen_by is None and request.user.may(self.can)

    def has_change_permission(self, request, obj=None) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def lookup_allowed(self, lookup, value, request) -> bool:
        """Allow what the list's own filters ask, and nothing else.

        Any other condition asks of columns nobody is shown: sign by sign, a password.
        """
        name, _rest, asked = lookup.partition("__")
        return name in self.list_filter and asked in OF_FILTERS

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        words = {"add_label": self.add_label} | (extra_context or {})
        return super().changelist_view(request, words)

    def history_view(self, request, object_id, extra_context=None):
        """Point to the trail: the site keeps no second record of its own."""
        self.guard(request)
        return redirect("audit")

    def own_pages(self) -> dict[str, Callable]:
        """Return what there is beside a list and its forms: the views by route."""
        return {}

    def get_urls(self):
        guarded = self.admin_site.admin_view
        own = [
            path(route, guarded(view), name=self._called(view.__name__))
            for route, view in self.own_pages().items()
        ]
        return own + super().get_urls()

    def _called(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def named(self, name: str) -> str:
        """Return the URL name of one of this model's pages."""
        return f"admin:{self._called(name)}"

    def guard(self, request) -> None:
        """Refuse whoever may open the site but not these pages."""
        if not self.has_view_permission(request):
            raise PermissionDenied

    def found(self, request, object_id: str):
        """Return the row, or 403 before 404."""
        self.guard(request)
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row

    def page(self, request, **context) -> dict:
        """Return what every page of the site reads, and `context`."""
        return self.admin_site.each_context(request) | {"opts": self.opts} | context


class ReadOnly(Records):
    """A list in which nothing can be changed."""

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_add_permission(self, request) -> bool:
        return False


site = Site(name="admin")
