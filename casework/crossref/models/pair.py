"""Two incidents that may be one, and why that may be."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Role, User
from casework.crossref.models.judgement import Judgement
from casework.incidents.models import Incident, State


def long_ago() -> CombinedExpression:
    """Return the time since which “not sure” has been said for long enough to ask again, for a query."""
    return Now() - timedelta(days=settings.MATCH_UNSURE_DAYS)


def validate_reasons(reasons: object) -> None:
    """Accept a list of {"code", "sentence"}, each with the "values" of its sentence or without."""
    entries = reasons if isinstance(reasons, list) else [None]
    for each in entries:
        said = {**each, "values": None} if isinstance(each, dict) else {}
        if said.keys() != {"code", "sentence", "values"} or not (said["code"] and said["sentence"]):
            raise ValidationError(_("Give every reason a code and a sentence."))


class CandidatePairQuerySet(models.QuerySet["CandidatePair"]):
    """Words for sets of pairs."""

    def visible_to(self, user: User) -> CandidatePairQuerySet:
        """Pairs of which the person may see both incidents; half a pair would tell of the other half."""
        seen = Incident.objects.visible_to(user).values("pk")
        return self.filter(left__in=seen, right__in=seen)

    def judgeable_by(self, user: User) -> CandidatePairQuerySet:
        """Pairs that the person may judge: a verifier of the desks of both incidents."""
        desks = user.desks_with(Role.VERIFIER)
        return self.visible_to(user).filter(left__desk__in=desks, right__desk__in=desks)

    def touching(self, incident: Incident) -> CandidatePairQuerySet:
        """Pairs with the incident on either side."""
        return self.filter(Q(left=incident) | Q(right=incident))

    def unjudged(self) -> CandidatePairQuerySet:
        """Pairs nobody has decided about; “unsure” is a decision to leave it open."""
        judged = Judgement.objects.filter(ended_at__isnull=True, pair=models.OuterRef("pk"))
        return self.filter(~models.Exists(judged))

    def waiting(self) -> CandidatePairQuerySet:
        """Pairs that are alike and wait for a judgement, or for another one; the likeliest first.

        What follows from other judgements is never asked. What was judged is asked again when its data have
        changed, and what was left unsure after a while.
        """
        finished = [State.MERGED, State.REJECTED]
        judged = Judgement.objects.filter(ended_at__isnull=True, pair=models.OuterRef("pk"))
        left_open = judged.filter(verdict=Judgement.Verdict.UNSURE, at__lte=long_ago())
        asked = (
            Q(~models.Exists(judged), score__gt=0)
            | Q(models.Exists(left_open))
            | Q(models.Exists(judged), changed_at__isnull=False)
        )
        return (
            self.filter(asked, inferred="")
            .exclude(left__review_state__in=finished)
            .exclude(right__review_state__in=finished)
            .order_by("-score", "left_id", "right_id")
        )

    def contradictory(self) -> CandidatePairQuerySet:
        """Pairs judged apart of which other judgements say together that they are one."""
        apart = Judgement.objects.filter(
            ended_at__isnull=True, pair=models.OuterRef("pk"), verdict=Judgement.Verdict.NOT_SAME
        )
        return self.filter(models.Exists(apart), inferred=Judgement.Verdict.SAME).order_by("pk")


class CandidatePair(models.Model):
    """Two incidents that may be the same attack. Each pair exists once, the lower number on the left."""

    left = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="pairs_as_left", verbose_name=_("left incident")
    )
    right = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="pairs_as_right", verbose_name=_("right incident")
    )
    score = models.DecimalField(
        _("likeness"), max_digits=4, decimal_places=3, help_text=_("From 0, nothing alike, to 1.")
    )
    reasons = models.JSONField(_("reasons"), default=list, blank=True, validators=[validate_reasons])
    computed_at = models.DateTimeField(_("computed at"), db_default=Now())
    inferred = models.CharField(
        _("follows"),
        max_length=10,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("What follows about the two from other judgements and merges."),
    )
    is_settled = models.BooleanField(
        _("looked at for what follows"), default=False, db_default=False, editable=False
    )
    changed_at = models.DateTimeField(
        _("changed"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When it was noticed that the two say something else than when they were judged."),
    )
    left_version = models.PositiveIntegerField(
        _("version of the left incident that was looked at for changes"),
        default=0,
        db_default=0,
        editable=False,
    )
    right_version = models.PositiveIntegerField(
        _("version of the right incident that was looked at for changes"),
        default=0,
        db_default=0,
        editable=False,
    )

    objects: ClassVar[CandidatePairQuerySet] = cast(CandidatePairQuerySet, CandidatePairQuerySet.as_manager())

    class Meta:
        verbose_name = _("candidate pair")
        verbose_name_plural = _("candidate pairs")
        ordering = ["-score", "left", "right"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left__lt=F("right")),
                name="candidate_pair_left_before_right",
                violation_error_message=_("Name two different incidents, the lower number first."),
            ),
            models.UniqueConstraint(
                fields=["left", "right"],
                name="candidate_pair_once",
                violation_error_message=_("This pair exists already."),
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1),
                name="candidate_pair_score_from_0_to_1",
                violation_error_message=_("The likeness goes from 0 to 1."),
            ),
            models.CheckConstraint(
                condition=Q(inferred__in=["", "same", "not_same"]),
                name="candidate_pair_inferred_known",
                violation_error_message=_("Only the same, or not the same, can follow about a pair."),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(is_settled=False), name="candidate_pair_unsettled"),
        ]

    def __str__(self) -> str:
        return f"{self.left} · {self.right}"


class PairSearchQuerySet(models.QuerySet["PairSearch"]):
    """Words for sets of searches."""

    def stale(self) -> PairSearchQuerySet:
        """Those whose incident changed since its fingerprint was taken."""
        return self.filter(is_stale=True)

    def due(self) -> PairSearchQuerySet:
        """Those to make now, by the clock of the database."""
        return self.filter(due_at__lte=Now())


class PairSearch(models.Model):
    """When pairs of an incident are looked for, and the version at which they last were.

    A trigger on incidents makes a row due with every new version, so that nobody can forget to.
    """

    # Longer than any task may run (CELERY_TASK_TIME_LIMIT), so that nobody takes a row that is worked on.
    LEASE: ClassVar[timedelta] = timedelta(minutes=5)

    incident = models.OneToOneField(
        Incident, on_delete=models.PROTECT, related_name="pair_search", verbose_name=_("incident")
    )
    version = models.PositiveIntegerField(_("version"), default=0)
    at = models.DateTimeField(_("looked at"), db_default=Now())
    is_stale = models.BooleanField(default=True)
    due_at = models.DateTimeField(null=True, db_default=Now())

    objects: ClassVar[PairSearchQuerySet] = cast(PairSearchQuerySet, PairSearchQuerySet.as_manager())

    class Meta:
        verbose_name = _("search for pairs")
        verbose_name_plural = _("searches for pairs")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="pair_search_due"),
            models.Index(fields=["incident"], condition=Q(is_stale=True), name="pair_search_stale"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}, version {self.version}"
