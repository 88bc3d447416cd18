"""How two incidents belong together without being one."""

from __future__ import annotations

from typing import ClassVar, cast

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.incidents.models import Incident

_FROM_THE_OTHER_END = {
    "part_of": _("Has as a part"),
    "follow_up": _("Is followed up by"),
    "reprisal_for": _("Led to the reprisal"),
}


class LinkQuerySet(models.QuerySet["Link"]):
    """Words for sets of links."""

    def open(self) -> LinkQuerySet:
        """Links that hold now."""
        return self.filter(ended_at__isnull=True)

    def touching(self, incident: Incident) -> LinkQuerySet:
        """Links from or to the incident, or what was merged into it; none between those."""
        gathered = Incident.objects.gathered_in(incident).values("pk")
        inside = Q(from_incident__in=gathered, to_incident__in=gathered)
        return self.filter(Q(from_incident__in=gathered) | Q(to_incident__in=gathered)).exclude(inside)

    def visible_to(self, user: User) -> LinkQuerySet:
        """Links of which the person may see both ends; half a link would tell of the other end."""
        seen = Incident.objects.visible_to(user).values("pk")
        return self.filter(from_incident__in=seen, to_incident__in=seen)


class Link(models.Model):
    """A typed relation, read from left to right: “this incident is a follow-up of that one”."""

    class Kind(models.TextChoices):
        """What the first incident is to the second."""

        SAME_INCIDENT = "same_incident", _("Same incident as")
        PART_OF = "part_of", _("Part of")
        FOLLOW_UP = "follow_up", _("Follow-up of")
        REPRISAL_FOR = "reprisal_for", _("Reprisal for")
        SAME_OPERATION = "same_operation", _("Same operation as")

    # What these lead to does not lead back.
    DIRECTED: ClassVar = (Kind.PART_OF, Kind.FOLLOW_UP, Kind.REPRISAL_FOR)

    from_incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="links_from", verbose_name=_("incident")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    to_incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="links_to", verbose_name=_("related incident")
    )
    note = models.TextField(_("note"), blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("linked by"))
    at = models.DateTimeField(_("linked at"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects: ClassVar[LinkQuerySet] = cast(LinkQuerySet, LinkQuerySet.as_manager())

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["from_incident", "kind", "to_incident"]
        triggers = append_only(may_change=["ended_at", "ended_by"])
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_incident=F("to_incident")),
                name="link_not_to_itself",
                violation_error_message=_("An incident cannot be linked to itself. Choose another one."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["same_incident", "part_of", "follow_up", "reprisal_for", "same_operation"]
                ),
                name="link_kind_known",
                violation_error_message=_("Choose one of the listed kinds of link."),
            ),
            # In either direction: two incidents are not part of, or follow-ups of, one another.
            models.UniqueConstraint(
                Least("from_incident", "to_incident"),
                Greatest("from_incident", "to_incident"),
                "kind",
                condition=Q(ended_at__isnull=True),
                name="link_once",
                violation_error_message=_(
                    "These incidents are linked in this way already, perhaps seen from the other one. "
                    "End that link first."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(ended_at__isnull=True, ended_by__isnull=True)
                    | Q(ended_at__isnull=False, ended_at__gte=F("at"), ended_by__isnull=False)
                ),
                name="link_ended_by_somebody",
                violation_error_message=_("Say when the link ended and who ended it, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_incident}: {self.get_kind_display()} {self.to_incident}"

    def words(self, *, from_start: bool) -> str:
        """Say what the link means, read from the incident that it starts from, or from the other one."""
        return str(
            self.get_kind_display()
            if from_start
            else _FROM_THE_OTHER_END.get(self.kind) or self.get_kind_display()
        )
