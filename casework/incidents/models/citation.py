"""The passage that proves."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Role, User
from casework.audit.triggers import append_only
from casework.core.tlp import Tlp
from casework.incidents.models import constraints as rules
from casework.incidents.models.choices import Credibility
from casework.incidents.models.incident import Incident
from casework.incidents.models.triggers import quote_is_in_snapshot
from casework.incidents.rating import Rating, rating_of
from casework.sources.models import Snapshot

# W3C Web Annotation leaves the length open; 32 characters find a moved quote again and still read well.
CONTEXT_LENGTH = 32


class CitationQuerySet(models.QuerySet["Citation"]):
    """Ways to ask for passages."""

    def visible_to(self, user: User) -> CitationQuerySet:
        """Those of incidents that the person sees; RED ones only for named people and supervisors."""
        named = Incident.named_people.through.objects.filter(
            incident=models.OuterRef("incident"), user=user.pk
        )
        may = ~Q(tlp=Tlp.RED) | Q(incident__desk__in=user.desks_with(Role.SUPERVISOR)) | models.Exists(named)
        return self.filter(may, incident__in=Incident.objects.visible_to(user))


class Citation(models.Model):
    """A passage quoted from a snapshot for one incident, who is speaking in it, and how credible that is."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="citations", verbose_name=_("incident")
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="citations", verbose_name=_("snapshot")
    )
    start = models.PositiveIntegerField(
        _("start"), help_text=_("Position of the first character, in code points from 0.")
    )
    end = models.PositiveIntegerField(
        _("end"), help_text=_("Position after the last character, in code points.")
    )
    exact = models.TextField(_("quote"))
    prefix = models.TextField(_("text before"), blank=True)
    suffix = models.TextField(_("text after"), blank=True)
    attributed_to = models.CharField(
        _("attributed to"),
        max_length=200,
        blank=True,
        help_text=_("Who says so according to the source, such as the government. Empty: the source itself."),
    )
    credibility = models.CharField(
        _("credibility"),
        max_length=1,
        choices=Credibility,
        default=Credibility.UNJUDGED,
        help_text=_("Of the information, judged apart from the reliability of the source."),
    )
    tlp = models.CharField(_("sharing"), max_length=12, choices=Tlp)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)

    objects: ClassVar[CitationQuerySet] = cast(CitationQuerySet, CitationQuerySet.as_manager())

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]
        triggers = [
            *append_only(may_change=["incident", "attributed_to", "credibility", "tlp"]),
            quote_is_in_snapshot(),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="citation_start_before_end",
                violation_error_message=_("Select at least one character."),
            ),
            models.CheckConstraint(
                condition=Q(end=F("start") + Length("exact")),
                name="citation_offsets_fit_quote",
                violation_error_message=_("The quote is not as long as its offsets say. Select it again."),
            ),
            rules.not_blank("citation_quote_said", "exact", _("Select words, not only spaces.")),
            rules.one_of("citation_credibility_known", "credibility", Credibility),
            rules.one_of("citation_tlp_known", "tlp", Tlp),
            models.UniqueConstraint(
                fields=["id", "incident"],
                name="citation_of_one_incident",
                violation_error_message=_("This citation belongs to another incident."),
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.exact}”"

    @property
    def place_in_texts(self) -> str:
        """The end of the address at which the page of texts shows the passage."""
        snapshot = self.snapshot
        return f"?document={snapshot.document_id}&snapshot={snapshot.number}#citation-{self.pk}"

    @property
    def rating(self) -> Rating:
        """The letter of the source on that day and the digit of what it says, such as B2."""
        return rating_of(self)
