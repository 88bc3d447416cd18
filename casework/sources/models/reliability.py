"""How far a source can be relied on, since when, and what that rests on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only


class Reliability(models.TextChoices):
    """How far a source can be relied on, whatever it says this time (Admiralty system, A to F)."""

    A = "A", _("A – Completely reliable")
    B = "B", _("B – Usually reliable")
    C = "C", _("C – Fairly reliable")
    D = "D", _("D – Not usually reliable")
    E = "E", _("E – Unreliable")
    F = "F", _("F – Cannot be judged")


class SourceReliability(models.Model):
    """A rating of a source. It holds from its day until the next rating, so that ratings never overlap."""

    source = models.ForeignKey(
        "sources.Source", on_delete=models.PROTECT, related_name="reliabilities", verbose_name=_("source")
    )
    letter = models.CharField(_("reliability"), max_length=1, choices=Reliability)
    from_on = models.DateField(_("from"))
    reason = models.TextField(_("reason"), help_text=_("What this rating rests on."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rated by")
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("reliability")
        verbose_name_plural = _("reliabilities")
        ordering = ["source", "-from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "from_on"],
                name="source_reliability_one_a_day",
                violation_error_message=_(
                    "This source has a rating from that day already. Choose a later day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(letter__in=Reliability.values),
                name="source_reliability_letter_known",
                violation_error_message=_("Choose a letter from A to F."),
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="source_reliability_has_reason",
                violation_error_message=_("Say what the rating rests on."),
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.source}: {self.letter}, {self.from_on}"
