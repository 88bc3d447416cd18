"""What became of the bytes that are kept, as it was found at the last look."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Soundness(models.TextChoices):
    """What was found at the last look at kept bytes."""

    UNCHECKED = "unchecked", _("Not checked yet")
    SOUND = "sound", _("Sound")
    DAMAGED = "damaged", _("Damaged")
    MISSING = "missing", _("Missing")


class FixityQuerySet(models.QuerySet["Fixity"]):
    """Ways to ask for the bytes that are kept."""

    def unsound(self) -> FixityQuerySet:
        """Bytes that are gone, or no longer what they were."""
        return self.filter(state__in=[Soundness.DAMAGED, Soundness.MISSING])


class Fixity(models.Model):
    """Kept bytes, by their hash, and whether they were still so when they were last hashed."""

    sha256 = models.CharField(_("sha256 of the bytes"), max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=Soundness, default=Soundness.UNCHECKED)
    checked_at = models.DateTimeField(_("checked at"), null=True, db_index=True)
    bad_since = models.DateTimeField(_("bad since"), null=True, help_text=_("When it was first found so."))

    objects: ClassVar[FixityQuerySet] = FixityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("check of kept bytes")
        verbose_name_plural = _("checks of kept bytes")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state__in=["unchecked", "sound"], bad_since__isnull=True)
                    | Q(state__in=["damaged", "missing"], bad_since__isnull=False)
                ),
                name="fixity_bad_since_a_moment",
                violation_error_message=_("Bytes that are unsound say since when; others do not."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sha256}: {self.get_state_display()}"
