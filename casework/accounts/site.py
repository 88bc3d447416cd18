"""The admin: one more room behind the same door."""

from typing import Any, cast

from allauth.account import views as account
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import User
from casework.accounts.policies import may_invite
from casework.core import pages

# What comes first on the admin's first page; the others follow by name.
FIRST = ("review", "accounts", "sources", "publication", "digests")


class CaseworkAdminSite(admin.AdminSite):
    """Signing in, signing out and passwords go through our pages, with their throttles and their trail."""

    site_title = _("Casework")
    site_header = _("Casework")
    index_title = _("Administration")
    # Lists need the width; the breadcrumb and the first page lead everywhere.
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Lead to the page of invitations, for those who may invite."""
        invites = isinstance(request.user, User) and bool(may_invite(request.user))
        return super().index(request, {"may_invite": invites, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Put the decisions that wait first, then what is looked after every week.

        Every page asks for this, and few show it, so it is read when it is shown.
        """

        def in_order() -> list[Any]:
            found = super(CaseworkAdminSite, self).get_app_list(request, app_label)
            places = {label: place for place, label in enumerate(FIRST)}
            return sorted(found, key=lambda app: places.get(app["app_label"], len(FIRST)))

        return cast("list[Any]", SimpleLazyObject(in_order))

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take our own models only: Django's groups and allauth's mail addresses decide nothing here."""
        asked = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in asked if model.__module__.startswith("casework.")]
        super().register(ours, admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return require_http_methods(["GET", "HEAD", "POST"])(super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if self.has_permission(request):
            return redirect("admin:index")
        return pages.admin_sign_in(request)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return account.logout(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("admin:index")
