"""Mail that went out, and mail that did not, to be looked after by operators."""

from django.contrib import admin

from casework.core.screens import ReadOnly
from casework.digests.models import Digest, Subscription


@admin.register(Digest)
class DigestAdmin(ReadOnly, admin.ModelAdmin[Digest]):
    """One row per mail: numbers only, nothing of what was in it."""

    list_display = ("user", "period", "state", "attempts", "next_attempt_at", "sent_at")
    list_filter = ("state",)
    list_select_related = ("user",)
    search_fields = ("user__username", "user__name", "message_id")
    date_hierarchy = "period"
    fields = (
        "user",
        "period",
        "covers_from",
        "covers_until",
        "state",
        "attempts",
        "next_attempt_at",
        "last_error",
        "counts",
        "sent_at",
        "message_id",
    )


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, admin.ModelAdmin[Subscription]):
    """Who gets what when. People choose that themselves."""

    list_display = ("user", "kind", "cadence", "weekday", "hour", "next_send_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("user__username", "user__name")
    fields = list_display
