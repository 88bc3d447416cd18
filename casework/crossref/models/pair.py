"""Two incidents that may be one, why that may be, and what people decided."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.incidents.models import Incident, State

# Long enough for a second report to come in.
UNSURE_FOR = timedelta(days=14)


def validate_reasons(reasons: object) -> None:
    """Accept a list of {"code", "sentence"} and nothing else."""
    entries = reasons if isinstance(reasons, list) else [None]
    for each in entries:
        if not isinstance(each, dict) or each.keys() != {"code", "sentence"} or not all(each.values()):
            raise ValidationError(_("Give every reason a code and a sentence."))


class CandidatePairQuerySet(models.QuerySet["CandidatePair"]):
    """Words for sets of pairs."""

    def visible_to(self, user: User) -> CandidatePairQuerySet:
        """Pairs of which the person may see both incidents; half a pair would tell of the other half."""
        seen = Incident.objects.visible_to(user).values("pk")
        return self.filter(left__in=seen, right__in=seen)

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
        long_ago = judged.filter(verdict=Judgement.Verdict.UNSURE, at__lte=Now() - UNSURE_FOR)
        asked = (
            Q(~models.Exists(judged), score__gt=0)
            | Q(models.Exists(long_ago))
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


class PairSearch(models.Model):
    """The version of an incident at which pairs were last looked for."""

    incident = models.OneToOneField(
        Incident, on_delete=models.PROTECT, related_name="pair_search", verbose_name=_("incident")
    )
    version = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("looked at"), db_default=Now())

    class Meta:
        verbose_name = _("search for pairs")
        verbose_name_plural = _("searches for pairs")

    def __str__(self) -> str:
        return f"{self.incident_id}, version {self.version}"


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Words for sets of judgements."""

    def current(self) -> JudgementQuerySet:
        """The ones that hold now."""
        return self.filter(ended_at__isnull=True)


class Judgement(models.Model):
    """What a person decided about a pair, and which versions of the two they looked at.

    A new judgement ends the one before it; an ended one stays as history.
    """

    class Verdict(models.TextChoices):
        """Is it the same attack?"""

        SAME = "same", _("The same")
        NOT_SAME = "not_same", _("Not the same")
        UNSURE = "unsure", _("Not sure")

    pair = models.ForeignKey(
        CandidatePair, on_delete=models.PROTECT, related_name="judgements", verbose_name=_("pair")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("judged by"))
    at = models.DateTimeField(_("judged at"), db_default=Now(), editable=False)
    note = models.TextField(_("note"), blank=True, default="")
    left_version = models.PositiveIntegerField(_("version of the left incident"))
    right_version = models.PositiveIntegerField(_("version of the right incident"))
    facts = models.JSONField(
        _("facts"),
        default=dict,
        blank=True,
        help_text=_("What counted in the comparison, as both incidents said it then."),
    )
    ended_at = models.DateTimeField(
        _("ended at"),
        null=True,
        blank=True,
        help_text=_("When it was taken back, or another took its place."),
    )

    objects: ClassVar[JudgementQuerySet] = cast(JudgementQuerySet, JudgementQuerySet.as_manager())

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["-at", "-pk"]
        triggers = append_only(may_change=["ended_at"])
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(ended_at__isnull=True),
                name="judgement_one_current_per_pair",
                violation_error_message=_("Somebody judged this pair already. Look at that first."),
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["same", "not_same", "unsure"]),
                name="judgement_verdict_known",
                violation_error_message=_("Choose the same, not the same, or not sure."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")),
                name="judgement_ended_later",
                violation_error_message=_("A judgement ends after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair}: {self.get_verdict_display()}"
