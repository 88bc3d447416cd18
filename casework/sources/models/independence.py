"""Why documents count as one independent source, or do not: what was found once, and what people said."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.sources.models.agencies import AgencyName
from casework.sources.models.documents import Document
from casework.sources.models.snapshots import Snapshot


class TextPrint(models.Model):
    """The few runs of words by which a text is found again in others. The row is also the queue entry."""

    snapshot = models.OneToOneField(
        Snapshot, on_delete=models.PROTECT, related_name="text_print", verbose_name=_("snapshot")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="text_prints", verbose_name=_("document")
    )
    runs = ArrayField(models.BigIntegerField(), default=list)
    computed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("print of a text")
        verbose_name_plural = _("prints of texts")
        indexes = [
            # Without a pending list: a search must not read through the texts of the last minutes.
            GinIndex(fields=["runs"], name="text_print_runs", fastupdate=False),
            models.Index(fields=["id"], condition=Q(computed_at__isnull=True), name="text_print_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(computed_at__isnull=False) | Q(runs=[]),
                name="text_print_computed_or_empty",
                violation_error_message=_("A print that was not computed yet is empty."),
            )
        ]

    def __str__(self) -> str:
        return str(self.snapshot)


class TieKind(models.TextChoices):
    """What was found, or said, about two documents or about one and an agency."""

    COPY = "copy", _("Repeats the text")
    CREDIT = "credit", _("Credits an agency")
    JOINED = "joined", _("Joined by a person")
    APART = "apart", _("Kept apart by a person")


class TieQuerySet(models.QuerySet["Tie"]):
    """Ways to ask for ties."""

    def among(self, documents: Collection[int] | QuerySet[Any, Any]) -> TieQuerySet:
        """Ties within these documents, and the agencies that they credit; the newest word of people last."""
        pairs = Q(left__in=documents, right__in=documents) | Q(left__in=documents, right__isnull=True)
        return self.filter(pairs).annotate(**_as_listed_today()).order_by("pk")


_CREDITED = ExpressionWrapper(OuterRef("agency"), output_field=models.CharField())


def _as_listed_today() -> dict[str, Subquery]:
    # Most ties credit nobody, and then no list is looked through.
    credits = AgencyName.objects.alias(credited=_CREDITED).exclude(credited="")
    named = credits.filter(name__iexact=OuterRef("agency"))
    return {
        "listed": Subquery(named.values("agency")[:1]),
        "listed_as": Subquery(named.values("agency__name")[:1]),
        "retired_at": Subquery(named.values("agency__retired_at")[:1]),
    }


class Tie(models.Model):
    """A reason why two documents are one voice, or are not. What people say is added, never changed."""

    left = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="ties", verbose_name=_("document")
    )
    right = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        related_name="ties_from_before",
        verbose_name=_("other document"),
        help_text=_("Filed after the first. Empty where an agency is credited."),
    )
    kind = models.CharField(_("kind"), max_length=6, choices=TieKind)
    agency = models.CharField(_("agency"), max_length=160, blank=True)
    share = models.PositiveSmallIntegerField(
        _("share"), default=0, help_text=_("Of the smaller text that stands in the other, in per cent.")
    )
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    # Which agency of today's list is credited, what it is called, and whether it is retired; see `among`.
    listed: int | None = None
    listed_as: str | None = None
    retired_at: datetime.datetime | None = None

    objects: ClassVar[TieQuerySet] = TieQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("tie between documents")
        verbose_name_plural = _("ties between documents")
        triggers = append_only()
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="credit", right__isnull=True) & ~Q(agency="")
                | Q(
                    kind__in=["copy", "joined", "apart"], agency="", right__isnull=False, left__lt=F("right")
                ),
                name="tie_fits_its_kind",
                violation_error_message=_("Two documents are tied to each other, or one to an agency."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["copy", "credit"], by__isnull=True, reason="")
                | Q(kind__in=["joined", "apart"], by__isnull=False, reason__regex=r"\S"),
                name="tie_of_a_person_has_reason",
                violation_error_message=_("Say why, when you join or part documents."),
            ),
            models.CheckConstraint(
                condition=Q(kind="copy", share__gte=50, share__lte=100) | ~Q(kind="copy") & Q(share=0),
                name="tie_share_of_a_copy",
                violation_error_message=_("A copy shares at least half of the smaller text."),
            ),
            models.UniqueConstraint(
                fields=["left", "right"],
                condition=Q(kind="copy"),
                name="tie_copy_once",
                violation_error_message=_("That one repeats the other is known."),
            ),
            models.UniqueConstraint(
                fields=["left"],
                condition=Q(kind="credit"),
                name="tie_one_credit",
                violation_error_message=_("A document counts as that of one agency: the first it names."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left}: {self.get_kind_display()}"
