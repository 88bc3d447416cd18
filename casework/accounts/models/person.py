"""The people who sign in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.conf import settings
from django.contrib.auth import load_backend
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower, Now, NullIf
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.accounts.models.desk import Role
from casework.accounts.validators import MaximumLengthValidator, validate_time_zone
from casework.core.shortcuts import Shortcut, bound

if TYPE_CHECKING:
    from django.contrib.auth.backends import ModelBackend

    from casework.accounts.models.desk import Membership


class UserManager(BaseUserManager["User"]):
    """Find and make people. Names are compared without regard to case."""

    def create_user(self, username: str, email: str, password: str | None = None, **fields: Any) -> User:
        """Save a person; without a password they cannot sign in until one is set."""
        user = self.model(username=username, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=self.model.normalize_username(username or ""))


class User(AbstractBaseUser):
    """A person who signs in. What they may do follows from their memberships, not from flags."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("This user name is taken.")},
    )
    name = models.CharField(
        _("name"), max_length=120, help_text=_("As colleagues read it beside a decision.")
    )
    email = models.EmailField(_("mail address"))
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    language = models.CharField(_("language"), max_length=8, default="en")
    goes_on = models.BooleanField(
        _("goes on to the next incident"),
        default=True,
        help_text=_("After a decision on an incident that Next gave, the next one opens."),
    )
    shortcuts_on = models.BooleanField(
        _("single keys"), default=True, help_text=_("Single keys do something outside of fields.")
    )
    shortcuts = models.JSONField(
        _("chosen keys"),
        default=dict,
        blank=True,
        help_text=_("The keys that differ from the usual ones, by action."),
    )
    away_until = models.DateField(
        _("away until"),
        null=True,
        blank=True,
        help_text=_("The last day of an absence. Until then no work is given to the person by rule."),
    )
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
    is_service = models.BooleanField(
        _("service"),
        default=False,
        editable=False,
        help_text=_("The account of a program. It has no password, and nobody signs in with it."),
    )
    is_demo = models.BooleanField(
        _("demo person"),
        default=False,
        editable=False,
        help_text=_("Made for trying Casework out, with a password that is printed on the screen."),
    )
    sessions_ended = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("How often all sessions of this person were ended at once.")
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
            models.CheckConstraint(
                condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]*$"),
                name="user_username_plain",
                violation_error_message=_(
                    "Write the user name with lower-case letters, digits, dots and dashes."
                ),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="user_name_given",
                violation_error_message=_("Give the name that colleagues read beside a decision."),
            ),
            models.UniqueConstraint(
                # Services have none, and are many.
                Lower(NullIf("email", Value(""))),
                name="user_email_unique",
                violation_error_message=_("This mail address is taken."),
            ),
            models.CheckConstraint(
                condition=Q(language__regex=r"^[a-z]{2,3}(-[a-z]{2,8})?$"),
                name="user_language_plain",
                violation_error_message=_("Write the language as a code in lower case, such as “en”."),
            ),
            models.CheckConstraint(
                condition=Q(is_service=False)
                | Q(is_operator=False, email="", password__startswith=UNUSABLE_PASSWORD_PREFIX),
                name="user_service_is_nobodys",
                violation_error_message=_("The account of a service has no password and no mail address."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="user_service_name_unique",
                condition=Q(is_service=True, is_active=True),
                violation_error_message=_("There is a service of this name. Choose another name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def called(self) -> str:
        """Return the name for whoever gives work, and until when the person is away."""
        if self.away_until is None or self.away_until < timezone.now().date():
            return self.name
        return gettext("%(name)s, away until %(day)s") % {
            "name": self.name,
            "day": date_format(self.away_until, "j M"),
        }

    @property
    def audit_label(self) -> str:
        """What the audit trail keeps for good: no name, so that a person can be pseudonymised later."""
        return f"person {self.pk}"

    @property
    def is_staff(self) -> bool:
        """May enter the admin: an operator, or a supervisor of at least one desk."""
        return self.is_operator or self.has_role(Role.SUPERVISOR)

    # Django's admin asks for this name. Nobody is above the rules, so it is never true.
    is_superuser = False

    def bound_keys(self) -> list[Shortcut]:
        """Return the single keys of the pages as this person chose them; none where they are off."""
        return bound(self.shortcuts) if self.shortcuts_on else []

    def posts(self) -> list[Membership]:
        """Return what the person does at which desk. Read once per object, in one query."""
        if not hasattr(self, "_posts"):
            self._posts = list(self.memberships.select_related("desk")) if self.is_active else []
        return self._posts

    def remember_posts(self, posts: list[Membership]) -> None:
        """Take what was read of the person's work already, so that `posts` need not ask."""
        self._posts = posts if self.is_active else []

    def roles(self) -> dict[int, Role]:
        """Return this person's role at each desk, by desk id. Read once per object."""
        return {post.desk_id: Role(post.role) for post in self.posts()}

    def has_role(self, role: Role, desk_id: int | None = None) -> bool:
        """Say whether the person has `role`, or one that includes it, at the desk, or at any desk."""
        held: Iterable[Role | None] = (
            self.roles().values() if desk_id is None else [self.roles().get(desk_id)]
        )
        return any(each in role.and_above for each in held)

    def desks_with(self, role: Role) -> list[int]:
        """Return the ids of the desks at which the person has `role` or one that includes it."""
        return [desk_id for desk_id, held in self.roles().items() if held in role.and_above]

    def check_password(self, raw_password: str | None) -> bool:
        """Compare without hashing what no password can be: hashing something huge would be an attack."""
        return len(raw_password or "") <= MaximumLengthValidator.LONGEST and super().check_password(
            raw_password
        )

    def has_perm(self, permission: str, obj: models.Model | None = None) -> bool:
        """Answer the admin, which asks by names such as "accounts.change_user"."""
        return self._backend().has_perm(self, permission, obj)

    def has_module_perms(self, app_label: str) -> bool:
        """Say whether the admin shows the app to this person at all."""
        return self._backend().has_module_perms(self, app_label)

    @staticmethod
    def _backend() -> ModelBackend:
        return cast("ModelBackend", load_backend(settings.AUTHENTICATION_BACKENDS[0]))

    def get_session_auth_hash(self) -> str:
        """Return what every session of this person carries; a change of it ends them all."""
        return self._hash_for_sessions(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._hash_for_sessions(secret)

    def _hash_for_sessions(self, secret: str | bytes | None) -> str:
        return salted_hmac(
            "casework.accounts.session",
            f"{self.password}/{self.sessions_ended}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.username
