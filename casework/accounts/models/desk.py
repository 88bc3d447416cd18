"""Desks, and who does what at which desk."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does at a desk. Each role includes the ones before it."""

    VIEWER = "viewer", _("Viewer")
    LOGGER = "logger", _("Logger")
    VERIFIER = "verifier", _("Verifier")
    REVIEWER = "reviewer", _("Reviewer")
    SUPERVISOR = "supervisor", _("Supervisor")

    @property
    def and_above(self) -> list[Role]:
        """This role and every role that includes it."""
        ranked = list(Role)
        return ranked[ranked.index(self) :]


class Desk(models.Model):
    """A team that works on its own incidents."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    people_required = models.PositiveSmallIntegerField(
        _("people required"),
        default=3,
        help_text=_("How many different people carry an incident to approval: 3, or 2 at a desk of two."),
    )

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people_required__in=[2, 3]),
                name="desk_people_required_two_or_three",
                violation_error_message=_("Choose 2 or 3 people."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role at a desk."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
        limit_choices_to={"is_service": False},
    )
    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("desk")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    countries = ArrayField(
        models.CharField(
            max_length=3,
            validators=[RegexValidator("^[A-Z]{3}$", _("Write a country as three capitals, such as MLI."))],
        ),
        verbose_name=_("countries"),
        default=list,
        blank=True,
        help_text=_("Whose incidents the person knows best, such as MLI, BFA. Empty: of all alike."),
    )
    languages = ArrayField(
        models.CharField(
            max_length=3,
            validators=[RegexValidator("^[a-z]{2,3}$", _("Write a language as its code, such as fr."))],
        ),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("In which the person reads sources, such as fr, ar. Empty: in all alike."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "desk"],
                name="membership_one_role_per_desk",
                violation_error_message=_("This person has a role at this desk already. Change that one."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="membership_role_known",
                violation_error_message=_("Choose one of the listed roles."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.desk}"
