"""What feeds listed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.sources.models.feeds import Feed


class FeedItem(models.Model):
    """What one feed said of one item when it first listed it. Never changes."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="items", verbose_name=_("feed"))
    address = models.CharField(_("address"), max_length=2000)
    title = models.CharField(_("title"), max_length=500)
    summary = models.CharField(_("summary"), max_length=1000, blank=True)
    tags = models.CharField(_("tags"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    published_at = models.DateTimeField(_("published"), null=True)
    seen_at = models.DateTimeField(_("first seen"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("item of a feed")
        verbose_name_plural = _("items of feeds")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "address"],
                name="feed_item_once",
                violation_error_message=_("The feed listed this item already."),
            ),
            models.CheckConstraint(
                condition=Q(address__regex=r"^https?://[^/]+/") & Q(title__regex=r"\S"),
                name="feed_item_has_address_and_title",
                violation_error_message=_("An item has an address and a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
