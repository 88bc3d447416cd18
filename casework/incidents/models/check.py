"""What became of a cited passage in a later text of its document, and what a person made of it."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.incidents.models import constraints as rules
from casework.incidents.models.citation import Citation
from casework.incidents.reanchoring import Fate
from casework.sources.models import Snapshot

WORK = (Fate.CHANGED, Fate.VANISHED)


class Answer(models.TextChoices):
    """How work on a changed source ended."""

    STILL_HOLDS = "still_holds", _("Still holds")
    CORRECTED = "corrected", _("Corrected from the new text")
    RETRACTED = "retracted", _("Retracted")
    OVERTAKEN = "overtaken", _("Overtaken by a later text")


BY_A_PERSON = (Answer.STILL_HOLDS, Answer.CORRECTED, Answer.RETRACTED)


class CitationCheckQuerySet(models.QuerySet["CitationCheck"]):
    """Ways to ask for what became of passages."""

    def open(self) -> CitationCheckQuerySet:
        """Changed or vanished, and nobody has said yet what that means for the incident."""
        return self.filter(fate__in=WORK, closed_at__isnull=True)

    def visible_to(self, user: User) -> CitationCheckQuerySet:
        """Those of incidents that the person sees; of RED passages only for named people and supervisors."""
        return self.filter(citation__in=Citation.objects.visible_to(user))


class CitationCheck(models.Model):
    """What became of a cited passage in another text of its document. Changed or vanished, it is work."""

    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="checks", verbose_name=_("citation")
    )
    snapshot = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        related_name="citation_checks",
        verbose_name=_("snapshot"),
        help_text=_("The text in which the passage was looked for."),
    )
    fate = models.CharField(_("what became of it"), max_length=8, choices=Fate)
    start = models.PositiveIntegerField(
        _("start"), null=True, help_text=_("Where the passage stands now, in code points from 0.")
    )
    end = models.PositiveIntegerField(_("end"), null=True)
    before = models.TextField(_("sentence that was cited"))
    after = models.TextField(_("sentence now"), blank=True)
    score = models.PositiveSmallIntegerField(
        _("score"), default=0, help_text=_("How well quote, surroundings and place fit, of 92.")
    )
    found_at = models.DateTimeField(_("found"), db_default=Now(), editable=False)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("closed by"),
    )

    objects: ClassVar[CitationCheckQuerySet] = cast(CitationCheckQuerySet, CitationCheckQuerySet.as_manager())

    class Meta:
        verbose_name = _("passage in a later text")
        verbose_name_plural = _("passages in later texts")
        ordering = ["pk"]
        triggers = append_only(may_change=["answer", "reason", "closed_at", "closed_by"])
        constraints = [
            rules.one_of("citation_check_fate_known", "fate", Fate),
            models.CheckConstraint(
                condition=Q(fate=Fate.VANISHED, start__isnull=True, end__isnull=True, after="")
                | ~Q(fate=Fate.VANISHED) & Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="citation_check_place_fits_fate",
                violation_error_message=_("What vanished has no place, and everything else has one."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", reason="", closed_at__isnull=True, closed_by__isnull=True)
                | Q(answer=Answer.OVERTAKEN, reason="", closed_at__isnull=False, closed_by__isnull=True)
                | Q(answer__in=BY_A_PERSON, reason__regex=r"\S", closed_at__isnull=False)
                & Q(closed_by__isnull=False),
                name="citation_check_closed_whole",
                violation_error_message=_("Say why the change of the source is closed."),
            ),
            models.CheckConstraint(
                condition=Q(fate__in=WORK) | Q(answer=""),
                name="citation_check_answers_work",
                violation_error_message=_("Only what changed or vanished needs an answer."),
            ),
            models.UniqueConstraint(
                fields=["citation"],
                condition=Q(closed_at__isnull=True, fate__in=WORK),
                name="citation_check_one_open",
                violation_error_message=_("There is an open change of this passage already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citation}: {self.get_fate_display()}"

    @property
    def is_open(self) -> bool:
        """Somebody has to say what the change means for the incident."""
        return self.fate in WORK and self.closed_at is None
