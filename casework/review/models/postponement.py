"""What a person put aside for later."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.incidents.models import Incident


class PostponementQuerySet(models.QuerySet["Postponement"]):
    """Words for sets of postponements. Time is the database's."""

    def running(self) -> "PostponementQuerySet":
        """Those whose time has not come yet."""
        return self.filter(until__gt=Now())

    def of(self, person: User) -> "PostponementQuerySet":
        return self.filter(person=person)


class Postponement(models.Model):
    """Until when Next leaves an incident out for one person. Colleagues can take it all the time."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="postponements", verbose_name=_("incident")
    )
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="postponements", verbose_name=_("person")
    )
    at = models.DateTimeField(_("put aside at"), db_default=Now(), editable=False)
    until = models.DateTimeField(_("until"))
    is_skip = models.BooleanField(
        _("skipped"), default=False, help_text=_("Passed over without a time of the person's choice.")
    )

    objects: ClassVar[models.Manager["Postponement"]] = PostponementQuerySet.as_manager()

    class Meta:
        verbose_name = _("postponement")
        verbose_name_plural = _("postponements")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("at")),
                name="postponement_ends_later",
                violation_error_message=_("Choose a time that is still to come."),
            ),
        ]
        indexes = [
            # Next asks for each person who presses it.
            models.Index(fields=["person", "incident", "until"], name="postponement_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.incident}"
