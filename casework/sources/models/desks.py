"""Which desks a document reached, and which follow a feed."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk


class DocumentDesk(models.Model):
    """A desk that a document reached."""

    document = models.ForeignKey(
        "sources.Document", on_delete=models.PROTECT, related_name="desk_links", verbose_name=_("document")
    )
    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, related_name="document_links", verbose_name=_("desk")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("desk of a document")
        verbose_name_plural = _("desks of documents")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "desk"],
                name="document_desk_once",
                violation_error_message=_("This desk has the document already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.desk}"


class FeedDesk(models.Model):
    """A desk that follows a feed: its items come into the desk's triage."""

    feed = models.ForeignKey(
        "sources.Feed", on_delete=models.PROTECT, related_name="desk_links", verbose_name=_("feed")
    )
    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, related_name="feed_links", verbose_name=_("desk")
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("desk of a feed")
        verbose_name_plural = _("desks of feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "desk"],
                name="feed_desk_once",
                violation_error_message=_("This desk follows the feed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.feed}: {self.desk}"
