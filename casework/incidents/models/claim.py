"""What a source says, in general: every kind of claim rests on a citation and is never edited."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.incidents.models import constraints as rules
from casework.incidents.models.choices import ClaimKind, ClaimStatus
from casework.incidents.models.citation import Citation
from casework.incidents.models.incident import Incident

_RELATIONS = {
    ClaimKind.CASUALTIES: "casualtyclaim",
    ClaimKind.ATTRIBUTION: "attributionclaim",
    ClaimKind.DATE: "dateclaim",
    ClaimKind.PLACE: "placeclaim",
    ClaimKind.TERM: "termclaim",
}


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Sets of claims by the words that people use for them."""

    def live(self) -> ClaimQuerySet:
        """Claims that still stand: neither superseded nor retracted."""
        return self.filter(status=ClaimStatus.LIVE)

    def of_kind(self, kind: ClaimKind) -> ClaimQuerySet:
        """Claims of one kind."""
        return self.filter(kind=kind)


class Claim(models.Model):
    """One statement of a source about an incident. A correction is a new claim that supersedes it."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="claims", verbose_name=_("incident")
    )
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="claims", verbose_name=_("citation")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ClaimKind, editable=False)
    as_reported = models.CharField(
        _("as reported"),
        max_length=400,
        help_text=_("In the words of the source, such as “about 20 soldiers”."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ClaimStatus, default=ClaimStatus.LIVE, editable=False
    )
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("For “including 18 from Chad”: the claim that includes this one. Left out of totals."),
    )
    origin = models.ForeignKey(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("origin"),
        help_text=_("The incident that the claim was made on, when it came here by a merge."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)

    objects: ClassVar[ClaimQuerySet] = cast(ClaimQuerySet, ClaimQuerySet.as_manager())

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["pk"]
        triggers = append_only(may_change=["incident", "status", "origin"])
        constraints = [
            rules.one_of("claim_kind_known", "kind", ClaimKind),
            rules.one_of("claim_status_known", "status", ClaimStatus),
            rules.not_blank(
                "claim_as_reported_said", "as_reported", _("Give the words in which the source says it.")
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
                name="claim_supersedes_another",
                violation_error_message=_("A claim cannot supersede itself."),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="claim_part_of_another",
                violation_error_message=_("A claim cannot be a part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | Q(kind=ClaimKind.CASUALTIES),
                name="claim_only_numbers_have_parts",
                violation_error_message=_("Only a number of casualties can be part of another."),
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=True) | ~Q(origin=F("incident")),
                name="claim_origin_is_elsewhere",
                violation_error_message=_("The origin of a claim is the other incident that it came from."),
            ),
            models.UniqueConstraint(
                fields=["id", "incident", "kind"],
                name="claim_of_one_incident_and_kind",
                violation_error_message=_("This claim belongs to another incident, or is of another kind."),
            ),
        ]

    def __str__(self) -> str:
        return self.as_reported

    @property
    def of_its_kind(self) -> Claim:
        """The row in the table of its kind, which says what is claimed. One query unless selected before."""
        # Asked for its own kind, such a row would be read once more.
        if type(self) is not Claim:
            return self
        return cast(Claim, getattr(self, _RELATIONS[ClaimKind(self.kind)], self))
