"""People, the desks they work at, their roles there, and the keys of their programs."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
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


class UserManager(BaseUserManager["User"]):
    """Find and make people. Names are compared without regard to case."""

    def create_user(self, username: str, email: str, password: str | None = None, **fields: Any) -> User:
        """Save a person; without a password they cannot sign in until one is set."""
        user = self.model(
            username=self.model.normalize_username(username), email=self.normalize_email(email), **fields
        )
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not have."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one such as Africa/Bamako."), params={"name": name}
        )


class User(AbstractBaseUser):
    """A person who signs in. What they may do follows from their memberships, not from flags."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]*$", _("Use lower-case letters, digits, dots and dashes."))
        ],
    )
    name = models.CharField(
        _("name"), max_length=120, help_text=_("As colleagues read it beside a decision.")
    )
    email = models.EmailField(_("mail address"))
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    language = models.CharField(_("language"), max_length=8, default="en")
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("People are deactivated, never deleted: their decisions keep their name."),
    )
    is_operator = models.BooleanField(
        _("operator"),
        default=False,
        help_text=_("Runs the installation: people, desks, health. Sees no incidents."),
    )
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique",
                violation_error_message=_("This user name is taken."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("This mail address is taken."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def is_staff(self) -> bool:
        """May enter the admin: an operator, or a supervisor of at least one desk."""
        return self.is_operator or self.has_role(Role.SUPERVISOR)

    # Django's admin asks for this name. Nobody is above the rules, so it is never true.
    is_superuser = False

    def roles(self) -> dict[int, Role]:
        """Return this person's role at each desk, by desk id. Read once per object."""
        if not hasattr(self, "_roles"):
            self._roles = {m.desk_id: Role(m.role) for m in self.memberships.all()} if self.is_active else {}
        return self._roles

    def has_role(self, role: Role, desk_id: int | None = None) -> bool:
        """Say whether the person has `role`, or one that includes it, at the desk, or at any desk."""
        held: Iterable[Role | None] = (
            self.roles().values() if desk_id is None else [self.roles().get(desk_id)]
        )
        return any(each in role.and_above for each in held)

    def desks_with(self, role: Role) -> list[int]:
        """Return the ids of the desks at which the person has `role` or one that includes it."""
        return [desk_id for desk_id, held in self.roles().items() if held in role.and_above]

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.username


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
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    desk = models.ForeignKey(
        Desk, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("desk")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)

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
