"""What is public and what was released, to be looked at by supervisors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.core.screens import ReadOnly, within
from casework.publication.models import PublicNotice, PublishedRevision, Release
from casework.publication.policies import may_release
from casework.publication.releases import make_release

if TYPE_CHECKING:
    from casework.accounts.models import User


def _signed_in(request: HttpRequest) -> User:
    return cast("User", request.user)


@admin.register(PublishedRevision)
class PublishedRevisionAdmin(ReadOnly, admin.ModelAdmin[PublishedRevision]):
    """Rows of all desks: this is what anybody in the world may see."""

    list_display = (
        "uid",
        "version",
        "country",
        "event_type",
        "date_earliest",
        "valid_from",
        "valid_to",
        "ended",
    )
    list_filter = ("grade", within("published_at", _("published")))
    # Exactly, because only that finds its row among a million at once.
    search_fields = ("uid__exact",)
    fields = ("uid", "version", "acled_id", "sha256", "payload", "valid_from", "valid_to", "ended")


@admin.register(PublicNotice)
class PublicNoticeAdmin(ReadOnly, admin.ModelAdmin[PublicNotice]):
    """What public addresses say in place of an incident. Who decided it stays at the desk."""

    list_display = ("uid", "kind", "note", "at", "lifted_at")
    list_select_related = ("incident", "merged_into")
    fields = ("uid", "kind", "note", "leads_to", "at", "lifted_at")
    readonly_fields = ("uid", "leads_to")

    @admin.display(description=_("identifier"), ordering="incident")
    def uid(self, notice: PublicNotice) -> str:
        """The identifier alone: titles belong to the desk."""
        return str(notice.incident.uid)

    @admin.display(description=_("leads to"))
    def leads_to(self, notice: PublicNotice) -> str:
        return str(notice.merged_into.uid) if notice.merged_into else ""


@admin.register(Release)
class ReleaseAdmin(ReadOnly, admin.ModelAdmin[Release]):
    """Frozen editions, with the fingerprint to compare with. Supervisors make them here, for good."""

    list_display = ("name", "at", "item_count", "created_by")
    list_select_related = ("created_by",)
    search_fields = ("name",)
    fields = ("name", "note", "at", "item_count", "manifest_sha256", "created_by", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(may_release(_signed_in(request)))

    def get_fields(self, request: HttpRequest, obj: Release | None = None) -> tuple[str, ...]:
        return self.fields if obj else ("name", "note")

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Release:
        """Make the release; the form has only looked at its name."""
        form.save(commit=False)
        return make_release(form.cleaned_data["name"], form.cleaned_data["note"], by=_signed_in(request))

    def save_model(self, request: HttpRequest, obj: Release, form: Any, change: bool) -> None:
        """Nothing is left to save: the service has made the release with everything in it."""
