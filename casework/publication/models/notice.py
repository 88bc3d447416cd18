"""What the public address of an incident says once the incident is public no longer."""

from __future__ import annotations

from typing import ClassVar, cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.incidents.models import Incident


class PublicNoticeQuerySet(models.QuerySet["PublicNotice"]):
    """Words for sets of notices."""

    def open(self) -> PublicNoticeQuerySet:
        """What readers are told now."""
        return self.filter(lifted_at__isnull=True)


class PublicNotice(models.Model):
    """Why an incident is public no longer, in words for its readers, or where its content went.

    A withdrawn or taken back incident answers 410 with the note; a merged one leads on with 301.
    """

    class Kind(models.TextChoices):
        """What happened to the published incident."""

        WITHDRAWN = "withdrawn", _("Withdrawn")
        MERGED = "merged", _("Merged")
        TAKEN_BACK = "taken_back", _("Published by mistake")

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="public_notices", verbose_name=_("incident")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("Readers of the public page see it.")
    )
    merged_into = models.ForeignKey(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices_of_merged",
        verbose_name=_("merged into"),
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by"))
    at = models.DateTimeField(_("given at"))
    lifted_at = models.DateTimeField(
        _("lifted at"), null=True, blank=True, help_text=_("When the incident became public again.")
    )

    objects: ClassVar[PublicNoticeQuerySet] = cast(PublicNoticeQuerySet, PublicNoticeQuerySet.as_manager())

    class Meta:
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        ordering = ["-at", "-pk"]
        triggers = append_only(may_change=["lifted_at"])
        indexes = [
            models.Index(fields=["at", "id"], condition=Q(lifted_at__isnull=True), name="public_notice_open")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(lifted_at__isnull=True),
                name="public_notice_one_open",
                violation_error_message=_(
                    "Readers are told something about this incident already. Lift that."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="withdrawn", note__regex=r"\S", merged_into__isnull=True)
                    | Q(kind="taken_back", merged_into__isnull=True)
                    | Q(kind="merged", merged_into__isnull=False)
                ),
                name="public_notice_says_enough",
                violation_error_message=_(
                    "A withdrawal needs a note for its readers, a merge needs the incident it leads to."
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("incident")),
                name="public_notice_leads_elsewhere",
                violation_error_message=_("An incident cannot be merged into itself. Choose another one."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gt=F("at")),
                name="public_notice_lifted_later",
                violation_error_message=_("A notice is lifted after it was given."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.get_kind_display()}"
