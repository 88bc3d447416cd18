"""What a document said at one moment, kept for good."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.sources.models.documents import Document


class Collected(models.TextChoices):
    """How the bytes of a snapshot came to us."""

    PASTED = "pasted", _("Pasted")
    UPLOADED = "uploaded", _("Uploaded")
    FETCHED = "fetched", _("Fetched")


class Sha256OfText(Func):
    """The sha256 of a text in UTF-8, in lower-case hexadecimal, computed by PostgreSQL itself."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    arity = 1
    output_field = models.CharField()


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Ways to ask for snapshots."""

    def with_text(self) -> SnapshotQuerySet:
        """Snapshots that a passage can be cited from."""
        return self.exclude(text="")

    def unstamped(self) -> SnapshotQuerySet:
        """Snapshots whose time no authority has signed. Reads all of both tables: see `TimeStamp`."""
        # By the column of the join: PostgreSQL then knows that only rows without a partner are asked for.
        return self.filter(time_stamp__snapshot__isnull=True)


class Snapshot(models.Model):
    """The bytes of a document at one moment, and the text that was read from them. Never changes.

    The bytes lie in the store under their sha256. Offsets of citations count code points of `text`.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("1 for the first of a document."))
    sha256 = models.CharField(_("sha256 of the bytes"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    media_type = models.CharField(_("type"), max_length=100, help_text=_("As recognised, not as declared."))
    text = models.TextField(
        _("text"), blank=True, help_text=_("Lines end with LF. Empty when none was read.")
    )
    text_sha256 = models.CharField(_("sha256 of the text"), max_length=64)
    extractor = models.CharField(
        _("read by"),
        max_length=60,
        blank=True,
        help_text=_("What turned the bytes into text, with its version."),
    )
    found = models.JSONField(
        _("found"),
        default=dict,
        help_text=_("What else was read, by name, each with what it is and where it stood."),
    )
    collected = models.CharField(_("how"), max_length=10, choices=Collected)
    fetched_at = models.DateTimeField(_("collected at"), db_default=Now(), editable=False)
    final_url = models.CharField(
        _("address it came from"), max_length=2000, blank=True, help_text=_("After all redirects.")
    )
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("collected by"),
        help_text=_("Empty when a task did."),
    )

    objects: ClassVar[SnapshotQuerySet] = SnapshotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="snapshot_number_unique",
                violation_error_message=_("This document has a snapshot with this number already."),
            ),
            models.UniqueConstraint(
                fields=["document", "sha256", "text_sha256"],
                name="snapshot_content_unique",
                violation_error_message=_("This document has a snapshot with the same content already."),
            ),
            models.CheckConstraint(
                condition=Q(text_sha256=Sha256OfText(F("text"))),
                name="snapshot_text_is_what_was_hashed",
                violation_error_message=_("The text does not have the hash that stands beside it."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="snapshot_sha256_is_one",
                violation_error_message=_("A sha256 has 64 hexadecimal digits in small letters."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & Q(size__gte=1),
                name="snapshot_number_and_size_from_one",
                violation_error_message=_("Snapshots are numbered from 1 and are never empty."),
            ),
            models.CheckConstraint(
                condition=Q(collected__in=Collected.values),
                name="snapshot_collected_known",
                violation_error_message=_("Choose one of the listed ways of collecting."),
            ),
            models.CheckConstraint(
                condition=Q(text="") | ~Q(extractor=""),
                name="snapshot_text_says_who_read_it",
                violation_error_message=_("A text says what read it from the bytes."),
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"

    def says(self, text: str) -> bool:
        """Say whether this is its text, which need not be read for that."""
        return self.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
