"""Lists of a desk's own that come again and again, and which of their rows is which incident."""

from __future__ import annotations

from typing import ClassVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.core.tlp import Tlp
from casework.incidents.models import Incident
from casework.incidents.models import constraints as rules
from casework.sources.models import Document


class OwnListQuerySet(models.QuerySet["OwnList"]):
    """Words for sets of lists."""

    def kept_by(self, user: User) -> OwnListQuerySet:
        """Lists of the desks at which the person may bring one in."""
        return self.filter(desk__in=user.desks_with(Role.VERIFIER))


class OwnList(models.Model):
    """A list under its name at a desk: how its columns are read, who made it, and who may see it."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="own_lists", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=120)
    outlet = models.CharField(
        _("made by"), max_length=160, help_text=_("Who made the list: it becomes the source of its rows.")
    )
    tlp = models.CharField(_("sharing"), max_length=12, choices=Tlp, default=Tlp.CLEAR)
    mapping = models.JSONField(
        _("columns"), default=dict, help_text=_("Which column fills which field, and how dates are written.")
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, editable=False, related_name="+")
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)

    objects: ClassVar[OwnListQuerySet] = cast(OwnListQuerySet, OwnListQuerySet.as_manager())

    class Meta:
        verbose_name = _("list of our own")
        verbose_name_plural = _("lists of our own")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "desk",
                Lower("name"),
                name="own_list_once_per_desk",
                violation_error_message=_("This desk has a list of that name already. Use it."),
            ),
            rules.not_blank("own_list_name_said", "name", _("Give the list a name.")),
            rules.not_blank("own_list_outlet_said", "outlet", _("Say who made the list.")),
            rules.one_of("own_list_tlp_known", "tlp", Tlp),
        ]

    def __str__(self) -> str:
        return self.name


class ListedIncident(models.Model):
    """Which incident a row of a list became: the list's own key of the row is never brought in twice."""

    own_list = models.ForeignKey(
        OwnList, on_delete=models.PROTECT, related_name="listed", verbose_name=_("list")
    )
    key = models.CharField(_("key"), max_length=200, help_text=_("What the list itself calls the row."))
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="listed_as", verbose_name=_("incident")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("document of the row")
    )
    content = models.CharField(
        _("sha256 of the row"), max_length=64, help_text=_("Of what the row said when it was last taken.")
    )
    version = models.PositiveIntegerField(
        _("version"), help_text=_("Of the incident as the import left it: a later one is a person's.")
    )
    file = models.ForeignKey(
        "crossref.ListFile", on_delete=models.PROTECT, related_name="made", verbose_name=_("brought by")
    )
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of lists")
        indexes = [models.Index(fields=["file"], condition=Q(ended_at__isnull=True), name="listed_by_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["own_list", "key"],
                condition=Q(ended_at__isnull=True),
                name="listed_incident_once",
                violation_error_message=_("This row of the list is an incident already."),
            ),
            rules.not_blank("listed_incident_key_said", "key", _("A row of a list has a key.")),
            models.CheckConstraint(
                condition=Q(content__regex=r"^[0-9a-f]{64}$"),
                name="listed_incident_content_is_a_hash",
                violation_error_message=_("A sha256 has 64 hexadecimal digits in small letters."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.own_list}, {self.key}"
