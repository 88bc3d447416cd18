"""One attack: what we hold of it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, cast

from django.db import models
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat, Greatest, Length, LPad
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.codebook.models import Edition, Term
from casework.core.tlp import Tlp
from casework.incidents.completeness import Gap, gaps_of, missing_for_submission
from casework.incidents.models import constraints as rules
from casework.incidents.models.choices import DurationKind, Grade, LocationPrecision, State, TimeOfDay
from casework.incidents.models.indexes import list_indexes
from casework.incidents.models.memory import Remembered
from casework.incidents.models.progress import (
    CLOSED_STATES,
    Progress,
    four_eyes_constraints,
    mark_constraints,
    state_constraints,
)
from casework.incidents.models.sharing import Sharing
from casework.incidents.models.tag import IncidentTag, Tag
from casework.incidents.models.triggers import terms_fit
from casework.incidents.models.when_and_where import When, Where

_DIGITS = Cast("id", models.TextField())
_GATHERED = """
WITH RECURSIVE gathered (id) AS (
    SELECT %s::bigint
    UNION SELECT merged.id FROM incidents_incident merged JOIN gathered ON merged.merged_into_id = gathered.id
)
SELECT id FROM gathered
"""


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Sets of incidents by the words that people use for them."""

    def visible_to(self, user: User) -> IncidentQuerySet:
        """Incidents of the person's desks; RED ones only for named people and the desk's supervisors.

        What they code blind at this moment is hidden from them, whatever their role.
        """
        named = Incident.named_people.through.objects.filter(user_id=user.pk).values("incident")
        return self._not_blind_to(user).filter(
            ~Q(tlp=Tlp.RED) | Q(desk__in=user.desks_with(Role.SUPERVISOR)) | Q(pk__in=named),
            desk__in=user.desks_with(Role.VIEWER),
        )

    def supervised_by(self, user: User) -> IncidentQuerySet:
        """Those of `visible_to` at the desks that the person supervises: there, RED ones hide from nobody."""
        return self._not_blind_to(user).filter(desk__in=user.desks_with(Role.SUPERVISOR))

    def _not_blind_to(self, user: User) -> IncidentQuerySet:
        # A handful, read once and not asked for with each of many incidents.
        blind = Incident.blind_people.through.objects.filter(user_id=user.pk).values("incident")
        return self.exclude(pk__in=blind)

    def editable_by(self, user: User) -> IncidentQuerySet:
        """Incidents whose content the person may change now: a verifier's at that desk, and still open."""
        return (
            self.visible_to(user)
            .filter(desk__in=user.desks_with(Role.VERIFIER))
            .exclude(review_state__in=CLOSED_STATES)
        )

    def in_state(self, *states: State) -> IncidentQuerySet:
        """Incidents in one of the states."""
        return self.filter(review_state__in=states)

    def overdue(self, at: datetime) -> IncidentQuerySet:
        """Incidents whose due time has come by `at`."""
        return self.filter(due_at__lte=at)

    def assigned_to(self, user: User) -> IncidentQuerySet:
        """Incidents that a supervisor gave to the person."""
        return self.filter(assigned_to=user)

    def gathered_in(self, incident: Incident) -> IncidentQuerySet:
        """The incident, and every one that was merged into it, also by way of another."""
        return self.filter(pk__in=RawSQL(_GATHERED, [incident.pk]))  # noqa: S611  the number is bound

    def public(self) -> IncidentQuerySet:
        """Incidents of which the world sees a version."""
        return self.filter(published_version__isnull=False)


class Incident(Remembered, When, Where, Sharing, Progress):
    """One attack at one place in one continuous time, as far as sources tell."""

    uid = models.GeneratedField(
        # As many digits as the number has, but at least six: LPAD alone would cut a seventh off.
        expression=Concat(Value("CW-"), LPad(_DIGITS, Greatest(Length(_DIGITS), Value(6)), Value("0"))),
        output_field=models.CharField(max_length=24),
        db_persist=True,
        unique=True,
        verbose_name=_("number"),
    )
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="incidents", verbose_name=_("desk"))
    title = models.CharField(
        _("title"), max_length=200, help_text=_("As colleagues will recognise it in a list.")
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One neutral paragraph, every part of which rests on a citation."),
    )
    duration_kind = models.CharField(
        _("duration"), max_length=10, choices=DurationKind, default=DurationKind.SINGLE
    )
    event_type = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("event type"),
        help_text=_("ACLED's event type."),
    )
    sub_event_type = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sub-event type"),
        help_text=_("ACLED's sub-event type, which belongs to the event type."),
    )
    target_type = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target"),
        help_text=_("GTD's target type."),
    )
    weapon_types = models.ManyToManyField(
        Term, blank=True, related_name="+", verbose_name=_("weapons"), help_text=_("GTD's weapon types.")
    )
    place_as_reported = models.CharField(
        _("place as reported"), max_length=400, blank=True, help_text=_("In the words of the source.")
    )
    outside_reason = models.CharField(
        _("why the point lies outside of the country"),
        max_length=400,
        blank=True,
        help_text=_(
            "Asked for where it lies further outside than simplified borders and uncertainty explain."
        ),
    )
    grade = models.CharField(_("grade"), max_length=10, choices=Grade, default=Grade.UNASSESSED)
    tags = models.ManyToManyField(
        Tag,
        through=IncidentTag,
        blank=True,
        related_name="incidents",
        verbose_name=_("tags"),
        help_text=_("How the desk sorts its work; they are no content."),
    )
    codebook_edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("codebook edition"),
    )

    objects: ClassVar[IncidentQuerySet] = cast(IncidentQuerySet, IncidentQuerySet.as_manager())

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-pk"]
        triggers = terms_fit()
        indexes = list_indexes()
        constraints = [
            *state_constraints(),
            *mark_constraints(),
            *four_eyes_constraints(),
            rules.not_blank("incident_title_said", "title", _("Give the incident a title.")),
            rules.dates_in_order("incident_dates_in_order"),
            rules.date_whole("incident_date_whole"),
            rules.point_whole("incident_point_whole"),
            rules.point_on_earth("incident_point_on_earth"),
            models.CheckConstraint(
                condition=Q(outside_reason="") | Q(latitude__isnull=False, country__isnull=False),
                name="incident_outside_reason_has_point",
                violation_error_message=_(
                    "Only a point can lie outside of its country. Give both, or no reason."
                ),
            ),
            rules.one_of("incident_time_of_day_known", "time_of_day", TimeOfDay),
            rules.one_of("incident_duration_kind_known", "duration_kind", DurationKind),
            rules.one_of("incident_grade_known", "grade", Grade),
            rules.one_of("incident_tlp_known", "tlp", Tlp),
            rules.one_of("incident_location_precision_known", "location_precision", LocationPrecision),
            rules.exact_has_point("incident_exact_has_point"),
            rules.uncertainty_has_point("incident_uncertainty_has_point"),
            models.CheckConstraint(
                condition=Q(event_type__isnull=False) | Q(sub_event_type__isnull=True),
                name="incident_sub_event_type_below_event_type",
                violation_error_message=_("Choose the event type that the sub-event type belongs to."),
            ),
            models.CheckConstraint(
                condition=Q(published_version__isnull=True) | Q(tlp=Tlp.CLEAR),
                name="incident_public_only_when_clear",
                violation_error_message=_(
                    "This incident is public. Withdraw it before you restrict sharing."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.title}"

    @property
    def weapons(self) -> str:
        """Its weapons with commas. One query, unless their names were fetched with it."""
        fetched: list[str] | None = getattr(self, "weapon_labels", None)
        return ", ".join([str(each) for each in self.weapon_types.all()] if fetched is None else fetched)

    def missing_for_submission(self) -> list[str]:
        """Return a sentence for each thing that is missing; empty when the incident can be submitted."""
        return missing_for_submission(self)

    def gaps(self) -> list[Gap]:
        """Return what is missing with the part that it belongs to, for the page that leads there."""
        return gaps_of(self)

    @property
    def audit_label(self) -> str:
        """What the trail calls it: the number alone, because titles may change or become confidential."""
        return str(self.uid)
