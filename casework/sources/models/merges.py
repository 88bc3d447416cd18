"""What merging two sources moved, so that it can be given back."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.sources.models.sources import Source


class SourceMerge(models.Model):
    """Two sources that turned out to be one: which stayed, and everything that moved to it."""

    donor = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="merges_away", verbose_name=_("merged source")
    )
    survivor = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="merges", verbose_name=_("source that stayed")
    )
    documents = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("documents that moved"))
    marked = ArrayField(
        models.BigIntegerField(),
        default=list,
        verbose_name=_("documents that took the mark of their old source"),
    )
    domains = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("domains that moved"))
    feeds = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("feeds that moved"))
    marked_feeds = ArrayField(
        models.BigIntegerField(), default=list, verbose_name=_("feeds that took the mark of their old source")
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    at = models.DateTimeField(_("merged"), db_default=Now(), editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("parted by"),
    )
    undone_at = models.DateTimeField(_("parted"), null=True)

    class Meta:
        verbose_name = _("merge of sources")
        verbose_name_plural = _("merges of sources")
        ordering = ["pk"]
        triggers = append_only(may_change=["undone_by", "undone_at"])
        constraints = [
            models.CheckConstraint(
                condition=~Q(donor=F("survivor")),
                name="source_merge_of_two",
                violation_error_message=_("A source cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="source_merge_has_reason",
                violation_error_message=_("Say why the two are one."),
            ),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="source_merge_undone_whole",
                violation_error_message=_("Sources that were parted say when and by whom."),
            ),
            models.UniqueConstraint(
                fields=["donor"],
                condition=Q(undone_at__isnull=True),
                name="source_merge_one_open",
                violation_error_message=_("This source is merged into another already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.donor} → {self.survivor}"
