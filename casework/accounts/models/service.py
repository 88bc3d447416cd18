"""Services: programs that act under a name of their own instead of a person's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models.desk import Desk, Membership, Role
from casework.accounts.models.key import Scope

if TYPE_CHECKING:
    from casework.accounts.models.person import User

# What a service is at its desks, by the widest of its scopes. It never reviews or approves.
ROLE_OF = {Scope.DECIDE: Role.VERIFIER, Scope.WRITE: Role.LOGGER, Scope.READ: Role.VIEWER}


class ServiceQuerySet(models.QuerySet["Service"]):
    """Sets of services."""

    def running(self) -> ServiceQuerySet:
        """Services whose keys may open something now, by the clock of the database."""
        return self.filter(account__is_active=True, owner__is_active=True, expires_at__gt=Now())

    def visible_to(self, user: User) -> ServiceQuerySet:
        """Operators see all; supervisors those of their desks, those of no desk, and what they answer for."""
        if not (user.is_active and user.is_staff):
            return self.none()
        if user.is_operator:
            return self.all()
        desks = Desk.objects.filter(pk__in=user.desks_with(Role.SUPERVISOR))
        return self.filter(Q(desks__in=desks) | Q(desks=None) | Q(owner=user)).distinct()

    def with_last_use(self) -> ServiceQuerySet:
        """Add `last_used_at`: when any key of the service was used last."""
        return self.annotate(last_used_at=models.Max("account__api_keys__last_used_at"))

    def not_ended(self) -> ServiceQuerySet:
        """Services that nobody ended; they may have expired, or have lost their owner."""
        return self.filter(account__is_active=True)


class Service(models.Model):
    """A program of the house or of a partner. It acts under its own name, at its desks, within its scopes.

    Its account is nobody's: it has no password, no mail address and no membership, so it cannot be signed in
    with, is sent nothing, and no work is given to it.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="service",
        editable=False,
        verbose_name=_("account"),
        help_text=_("Under whose name it acts. Nobody can sign in with it."),
    )
    purpose = models.CharField(
        _("what it is for"), max_length=500, help_text=_("Such as “weekly map of the Sahel on the website”.")
    )
    contact = models.EmailField(
        _("contact"),
        help_text=_("The mail address of whoever runs the program, for questions."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=_("owner"),
        limit_choices_to={"is_service": False},
        help_text=_("The colleague who answers for it. When they are deactivated its keys end."),
    )
    desks = models.ManyToManyField(
        Desk,
        blank=True,
        related_name="services",
        verbose_name=_("desks"),
        help_text=_("Whose working incidents it reaches. Without a desk it reads what is published."),
    )
    scopes = ArrayField(models.CharField(max_length=6, choices=Scope), verbose_name=_("scopes"))
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("expires"))

    objects: ClassVar[models.Manager[Service]] = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["account__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & ~Q(scopes=[]),
                name="service_scopes_known",
                violation_error_message=_("Choose at least one of the listed scopes."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="service_expires_later",
                violation_error_message=_("Choose an end that lies after the making of the service."),
            ),
            models.CheckConstraint(
                condition=~Q(owner=F("account")),
                name="service_owner_is_a_person",
                violation_error_message=_("Choose a colleague as the owner: no service answers for itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.account.name

    @property
    def role(self) -> Role:
        """What the service is at its desks."""
        return next(role for scope, role in ROLE_OF.items() if scope in self.scopes)

    def answering(self) -> set[int]:
        """Return the ids of the people whose doing the service's is: its owner, and who was shown a live key.

        A program may hand on what its holder tells it, so they count as having done themselves what it did.
        """
        keys = self.account.api_keys.live()
        return {self.owner_id, *keys.values_list("made_by_id", flat=True)}

    def posts(self) -> list[Membership]:
        """Return what the service does at which desk, in the form in which people have it. Never saved."""
        return [Membership(user=self.account, desk=desk, role=self.role) for desk in self.desks.all()]
