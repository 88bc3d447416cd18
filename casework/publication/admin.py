"""What is public and what was released, to be looked at by supervisors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from casework.core.screens import ReadOnly
from casework.publication.models import PublicNotice, PublishedRevision, Release


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
    list_filter = ("grade",)
    # Exactly, because only that finds its row among a million at once.
    search_fields = ("uid__exact",)
    date_hierarchy = "published_at"
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
    """Frozen editions, with the fingerprint to compare with."""

    list_display = ("name", "at", "item_count", "created_by")
    list_select_related = ("created_by",)
    search_fields = ("name",)
    fields = ("name", "note", "at", "item_count", "manifest_sha256", "created_by", "created_at")
