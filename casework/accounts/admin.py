"""The screens of operators: people, desks, roles and keys. Everything is done by services."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts import services
from casework.accounts.confirming import ConfirmedScreen
from casework.accounts.keys import revoke_key
from casework.accounts.links import offer_password_link
from casework.accounts.models import ApiKey, Desk, Membership, Service, User
from casework.accounts.programs import end_service
from casework.accounts.second_factor import remove_second_factor
from casework.core.errors import CaseworkError

if TYPE_CHECKING:
    from django.forms import ModelForm


def _signed_in(request: HttpRequest) -> User:
    return cast("User", request.user)


def _for_each(request: HttpRequest, rows: Iterable[Model], act: Callable[[Any], str]) -> None:
    """Do something to each selected row, and show what came of it; one refusal does not stop the others."""
    for row in rows:
        try:
            messages.success(request, act(row))
        except CaseworkError as error:
            messages.warning(request, error.message)


@admin.register(User)
class UserAdmin(ConfirmedScreen, admin.ModelAdmin[User]):
    """People are added and changed here; they choose their passwords themselves."""

    list_display = ("username", "name", "email", "is_active", "away_until", "is_operator", "last_login")
    list_filter = ("is_active", "is_operator")
    search_fields = ("username", "name", "email")
    fields = (
        *("username", "name", "email", "time_zone", "language", "away_until"),
        *("is_operator", "is_active", "last_login"),
    )
    readonly_fields = ("is_active", "last_login")
    actions = ("offer_links", "remove_second_factors", "deactivate", "reactivate")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).filter(is_service=False)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        services.save_person(obj, by=_signed_in(request))
        if not change:
            messages.info(request, _link_sentence(obj, _signed_in(request)))

    @admin.action(description=gettext_lazy("Make a link to set a password"))
    def offer_links(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        _for_each(request, queryset, lambda person: _link_sentence(person, _signed_in(request)))

    @admin.action(description=gettext_lazy("Remove a lost second factor"))
    def remove_second_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        def act(person: User) -> str:
            if not remove_second_factor(person, by=_signed_in(request)):
                return _("%(name)s has no second factor.") % {"name": person}
            return _("%(name)s signs in with the password alone now, and is signed out everywhere.") % {
                "name": person
            }

        _for_each(request, queryset, act)

    @admin.action(description=gettext_lazy("Deactivate: end sessions, keys and links at once"))
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        def act(person: User) -> str:
            services.deactivate(person.pk, by=_signed_in(request))
            return _("%(name)s is deactivated: sessions, API keys and links are ended.") % {"name": person}

        _for_each(request, queryset, act)

    @admin.action(description=gettext_lazy("Reactivate"))
    def reactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        def act(person: User) -> str:
            services.reactivate(person.pk, by=_signed_in(request))
            return _("%(name)s can sign in again. API keys stay revoked.") % {"name": person}

        _for_each(request, queryset, act)


def _link_sentence(person: User, by: User) -> str:
    link = offer_password_link(person, by=by)
    return _(
        "Hand this link to %(name)s over a safe channel. "
        "It sets their password once, within three days: %(link)s"
    ) % {"name": person, "link": link}


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin[Desk]):
    """Desks are opened and renamed, never deleted."""

    list_display = ("name", "slug", "people_required")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Desk, form: ModelForm[Desk], change: bool) -> None:
        services.save_desk(obj, by=_signed_in(request))


@admin.register(Membership)
class MembershipAdmin(ConfirmedScreen, admin.ModelAdmin[Membership]):
    """Who has which role at which desk."""

    list_display = ("user", "desk", "role", "countries", "languages")
    list_filter = ("desk", "role")
    list_select_related = ("user", "desk")
    search_fields = ("user__username", "user__name")
    autocomplete_fields = ("user", "desk")

    def save_model(
        self, request: HttpRequest, obj: Membership, form: ModelForm[Membership], change: bool
    ) -> None:
        services.save_membership(obj, by=_signed_in(request))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        services.end_membership(obj, by=_signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        for membership in queryset:
            services.end_membership(membership, by=_signed_in(request))


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin[ApiKey]):
    """Keys are seen and revoked here; only their person makes them."""

    list_display = ("prefix", "name", "user", "made_by", "scopes", "expires_at", "last_used_at", "revoked_at")
    list_filter = (("user", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("user", "made_by")
    search_fields = ("prefix", "name", "user__username", "user__name")
    fields = (
        *("prefix", "name", "user", "made_by", "scopes"),
        *("created_at", "expires_at", "last_used_at", "revoked_at"),
    )
    readonly_fields = fields
    actions = ("revoke",)

    @admin.action(description=gettext_lazy("Revoke"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        def act(key: ApiKey) -> str:
            revoke_key(key.pk, by=_signed_in(request))
            return _("The API key %(key)s is revoked. Programs that use it are refused from now on.") % {
                "key": key
            }

        _for_each(request, queryset, act)


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin[Service]):
    """Services are seen and ended here; the page of services makes and changes them, and their keys."""

    list_display = ("account", "purpose", "owner", "scopes", "expires_at", "is_running", "last_used_at")
    list_filter = ("account__is_active", "desks")
    list_select_related = ("account", "owner")
    search_fields = ("account__name", "account__username", "purpose", "contact")
    fields = ("account", "purpose", "contact", "owner", "desks", "scopes", "created_at", "expires_at", "page")
    readonly_fields = fields
    actions = ("end",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        return Service.objects.visible_to(_signed_in(request)).with_last_use()

    @admin.display(boolean=True, description=gettext_lazy("running"))
    def is_running(self, service: Service) -> bool:
        return service.account.is_active and service.owner.is_active and service.expires_at > timezone.now()

    @admin.display(description=gettext_lazy("last used"), ordering="last_used_at", empty_value="–")
    def last_used_at(self, service: Any) -> Any:
        return service.last_used_at

    @admin.display(description=gettext_lazy("its page"))
    def page(self, service: Service) -> str:
        address = reverse("account_service", args=[service.pk])
        return format_html('<a href="{}">{}</a>', address, _("Keys and changes"))

    @admin.action(description=gettext_lazy("End: its keys open nothing any more"))
    def end(self, request: HttpRequest, queryset: QuerySet[Service]) -> None:
        def act(service: Service) -> str:
            ended = end_service(service.pk, by=_signed_in(request))
            return _("%(name)s has ended: its keys open nothing any more.") % {"name": ended}

        _for_each(request, queryset, act)
