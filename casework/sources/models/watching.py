"""Cited documents, which are looked at again."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.sources.models.documents import Document
from casework.sources.models.snapshots import Snapshot
from casework.sources.outcomes import Outcome


class WatchQuerySet(models.QuerySet["Watch"]):
    """Ways to ask for watched documents."""

    def due(self) -> WatchQuerySet:
        """Watches of documents to look at now, by the clock of the database, and that nobody is fetching."""
        return self.filter(document__next_check_at__lte=Now(), document__canonical_url__isnull=False).exclude(
            document__fetch_state="due"
        )

    def to_anchor(self) -> WatchQuerySet:
        """Watches whose document has a text in which nobody has looked for the cited passages yet."""
        return self.filter(anchor_due_at__lte=Now())


class Watch(models.Model):
    """A document that somebody cited: how it is looked at again, and what the last look found."""

    # Longer than any task may run, so that nobody takes a row that is worked on.
    LEASE: ClassVar[datetime.timedelta] = datetime.timedelta(minutes=5)
    MOST_ATTEMPTS: ClassVar[int] = 5

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="watch", verbose_name=_("document")
    )
    current = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("what it says now"),
        help_text=_("The text that was brought last. It may be an older one that came back."),
    )
    checks = models.PositiveSmallIntegerField(
        _("looks"), default=0, help_text=_("Since it was last cited. They become rarer.")
    )
    attempts = models.PositiveSmallIntegerField(default=0, help_text=_("Of the look that is under way."))
    outcome = models.CharField(_("last outcome"), max_length=20, choices=Outcome, blank=True)
    checked_at = models.DateTimeField(_("last looked at"), null=True)
    anchor_due_at = models.DateTimeField(null=True)
    validated_url = models.CharField(max_length=2000, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)

    objects: ClassVar[WatchQuerySet] = WatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        indexes = [
            models.Index(
                fields=["anchor_due_at"], condition=Q(anchor_due_at__isnull=False), name="watch_due_to_anchor"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", checked_at__isnull=True)
                | Q(outcome__in=Outcome.values, checked_at__isnull=False),
                name="watch_outcome_has_time",
                violation_error_message=_("A look that ended says when, and what came of it."),
            ),
            models.CheckConstraint(
                condition=~Q(validated_url="") | Q(etag="", last_modified=""),
                name="watch_validators_have_address",
                violation_error_message=_("What a site said about its state belongs to an address."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)

    @classmethod
    @transaction.atomic
    def take_next(cls, *, only: int | None = None) -> Watch | None:
        """Take the watch whose document is due longest, or None. It is due again by itself after LEASE.

        Two callers never take the same one. With `only`, that one document's watch is taken if it is due.
        """
        due = cls.objects.due().select_related("document")
        if only is not None:
            due = due.filter(document=only)
        # The document too, or a row that was just taken would pass with the time that it had before.
        both = due.select_for_update(skip_locked=True, of=("self", "document"), no_key=True)
        watch = both.order_by("document__next_check_at").first()
        if watch is None:
            return None
        Document.objects.filter(pk=watch.document_id).update(next_check_at=Now() + cls.LEASE)
        cls.objects.filter(pk=watch.pk).update(attempts=F("attempts") + 1)
        watch.refresh_from_db(fields=["attempts"])
        return watch
