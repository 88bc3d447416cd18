"""News agencies, and every name under which others credit them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Ways to ask for agencies."""

    def in_use(self) -> AgencyQuerySet:
        """Agencies that are looked for in texts."""
        return self.filter(retired_at__isnull=True)


class Agency(models.Model):
    """A news agency whose reports others print: texts that credit it count as one voice."""

    name = models.CharField(
        _("name"),
        max_length=160,
        help_text=_("As it is shown. Capitals alone, such as MENA, are told from Mena."),
    )
    retired_at = models.DateTimeField(
        _("retired"),
        null=True,
        editable=False,
        help_text=_("From then on its credits join nothing, those that were found before neither."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, editable=False, help_text=_("Counts the changes, so that none is lost.")
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[AgencyQuerySet] = AgencyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("news agency")
        verbose_name_plural = _("news agencies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="agency_name_unique",
                violation_error_message=_("There is an agency with this name already."),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="agency_has_name",
                violation_error_message=_("Give the agency a name."),
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="agency_version_from_one",
                violation_error_message=_("Versions count from 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def other_names(self) -> list[str]:
        """The names that it is credited by beside its own. No query where `names` are at hand."""
        return [each.name for each in self.names.all() if each.name != self.name]

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class AgencyName(models.Model):
    """A name under which an agency is credited, its own among them. No two agencies share one."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="names", verbose_name=_("news agency")
    )
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        verbose_name = _("name of an agency")
        verbose_name_plural = _("names of agencies")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="agency_name_of_one",
                violation_error_message=_("One of these names belongs to another agency already."),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"^\S(.*\S)?$"),
                name="agency_name_says_something",
                violation_error_message=_("A name has letters, and no spaces around them."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
