"""A document that may be about an incident, and what somebody answered."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Role, User
from casework.crossref.models.pair import long_ago, validate_reasons
from casework.incidents.models import OPEN_STATES, Citation, Incident, IncidentDocument
from casework.sources.models import Document


class OfferQuerySet(models.QuerySet["Offer"]):
    """Words for sets of offers."""

    def visible_to(self, user: User) -> OfferQuerySet:
        """Offers of which the person may see both sides; one alone would tell of the other."""
        return self.filter(
            incident__in=Incident.objects.visible_to(user).values("pk"),
            document__in=Document.objects.visible_to(user).values("pk"),
        )

    def answerable_by(self, user: User) -> OfferQuerySet:
        """Offers that the person may answer: a verifier of the incident's desk."""
        return self.visible_to(user).filter(incident__desk__in=user.desks_with(Role.VERIFIER))

    def answered(self, *answers: str) -> OfferQuerySet:
        """Offers that somebody answered in one of these ways, or in any."""
        return self.filter(answer__in=answers) if answers else self.exclude(answer=Offer.Answer.OPEN)

    def waiting(self) -> OfferQuerySet:
        """Offers to incidents in work that wait for an answer, or for another one; the likeliest first.

        What lies beside the incident by now, or is cited, needs no answer. What was answered “no” or “not
        sure” is asked again when one of the two says something else, and what was left unsure after a while.
        """
        beside = IncidentDocument.objects.filter(incident=OuterRef("incident"), document=OuterRef("document"))
        cited = Citation.objects.filter(
            incident=OuterRef("incident"), snapshot__document=OuterRef("document")
        )
        left_open = Q(answer=Offer.Answer.UNSURE, at__lte=long_ago())
        asked = Q(answer=Offer.Answer.OPEN) | Q(changed_at__isnull=False) | left_open
        return (
            self.filter(asked, score__gt=0, incident__review_state__in=OPEN_STATES)
            .filter(~Exists(beside), ~Exists(cited))
            .order_by("-score", "document_id", "incident_id")
        )


class Offer(models.Model):
    """A document that may be about an incident: why that may be, and what a person answered.

    Nothing is put beside an incident by itself. A later search changes the likeness and never the answer.
    """

    # Longer than any task may run (CELERY_TASK_TIME_LIMIT), so that nobody takes a document that is read.
    LEASE: ClassVar[timedelta] = timedelta(minutes=5)

    class Answer(models.TextChoices):
        """Is the document about the incident?"""

        OPEN = "open", _("Not answered")
        YES = "yes", _("It is about it")
        NO = "no", _("It is not about it")
        UNSURE = "unsure", _("Not sure")

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="offers", verbose_name=_("document")
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="offers", verbose_name=_("incident")
    )
    score = models.DecimalField(
        _("likeness"), max_digits=4, decimal_places=3, help_text=_("From 0, nothing alike, to 1.")
    )
    reasons = models.JSONField(_("reasons"), default=list, blank=True, validators=[validate_reasons])
    computed_at = models.DateTimeField(_("computed at"), db_default=Now(), editable=False)
    answer = models.CharField(_("answer"), max_length=6, choices=Answer, default=Answer.OPEN)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    at = models.DateTimeField(_("answered at"), null=True, blank=True)
    has_attached = models.BooleanField(
        _("put beside"),
        default=False,
        help_text=_("The answer put the document beside the incident, where it did not lie before."),
    )
    facts = models.JSONField(
        _("facts"),
        default=dict,
        blank=True,
        help_text=_("What counted when it was answered: what the incident said, and which text was read."),
    )
    seen_version = models.PositiveIntegerField(
        _("version of the incident that was looked at for changes"), default=0, editable=False
    )
    changed_at = models.DateTimeField(
        _("changed"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When it was noticed that one of the two says something else than when it was answered."),
    )

    objects: ClassVar[OfferQuerySet] = cast(OfferQuerySet, OfferQuerySet.as_manager())

    class Meta:
        verbose_name = _("offer of a document")
        verbose_name_plural = _("offers of documents")
        ordering = ["-score", "document", "incident"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "incident"],
                name="offer_once",
                violation_error_message=_("This document is offered to this incident already."),
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1),
                name="offer_score_from_0_to_1",
                violation_error_message=_("The likeness goes from 0 to 1."),
            ),
            models.CheckConstraint(
                condition=Q(answer="open", by__isnull=True, at__isnull=True)
                | Q(answer__in=["yes", "no", "unsure"], by__isnull=False, at__isnull=False),
                name="offer_answered_by_somebody",
                violation_error_message=_("Say who answered and when, or leave the offer open."),
            ),
            models.CheckConstraint(
                condition=Q(has_attached=False) | Q(answer="yes"),
                name="offer_attached_by_a_yes",
                violation_error_message=_("Only the answer that it is about it puts a document beside."),
            ),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True) | Q(answer__in=["no", "unsure"]),
                name="offer_asked_again_after_an_answer",
                violation_error_message=_("Only an offer that was answered can be asked again."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score"], condition=Q(answer="open", score__gt=0), name="offer_open_likeliest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} · {self.incident_id}"
