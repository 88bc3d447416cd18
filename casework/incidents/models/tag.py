"""The words by which a desk sorts its work. They are no content, and nothing rests on them."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.incidents.models import constraints as rules


class TagQuerySet(models.QuerySet["Tag"]):
    """Sets of tags."""

    def visible_to(self, user: User) -> TagQuerySet:
        """Tags of the person's desks."""
        return self.filter(desk__in=user.desks_with(Role.VIEWER))

    def in_use(self) -> TagQuerySet:
        """Tags under which incidents may still be put."""
        return self.filter(retired_at__isnull=True)


class Tag(models.Model):
    """A word of one desk. It comes into being when somebody first uses it."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="tags", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=40)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    retired_at = models.DateTimeField(
        _("retired"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From then on nothing is put under it; what has it keeps it."),
    )

    objects: ClassVar[TagQuerySet] = cast(TagQuerySet, TagQuerySet.as_manager())

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "desk",
                Lower("name"),
                name="tag_once_per_desk",
                violation_error_message=_("This desk has that tag already. Use it."),
            ),
            rules.not_blank("tag_name_said", "name", _("Write the tag as a word or two.")),
        ]

    def __str__(self) -> str:
        return self.name


class IncidentTag(models.Model):
    """One incident under one tag."""

    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("tagged"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("tag of an incident")
        verbose_name_plural = _("tags of incidents")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "tag"],
                name="incident_tag_once",
                violation_error_message=_("The incident has that tag already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.tag}"
