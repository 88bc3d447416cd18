"""Hosts that were visited, and when each may be visited again: by any worker, of all together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _


class RightNow(Func):
    """The time of the database at this moment, also within a transaction that began long ago."""

    template = "clock_timestamp()"
    output_field = models.DateTimeField()


class HostQuerySet(models.QuerySet["Host"]):
    """Ways to ask for hosts."""

    def resting(self) -> HostQuerySet:
        """Hosts that are to be left alone for the moment."""
        return self.filter(next_visit_at__gt=RightNow())


class Host(models.Model):
    """A host that we visit, with its port where that is not the usual one, and its robots.txt once read."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    next_visit_at = models.DateTimeField(_("next visit"), help_text=_("No worker visits it before."))
    robots = models.TextField(_("robots.txt"), blank=True)
    robots_read_at = models.DateTimeField(_("robots.txt read at"), null=True)

    objects: ClassVar[HostQuerySet] = HostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="host_has_a_name",
                violation_error_message=_("A host has a name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
