"""Invitations: how people come to have an account."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models.desk import Desk, Role
from casework.accounts.models.person import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Words for sets of invitations. Time is always the database's."""

    def visible_to(self, user: User) -> InvitationQuerySet:
        """Those to desks that the person supervises, and for operators all."""
        if not user.is_active:
            return self.none()
        return self if user.is_operator else self.filter(desk__in=user.desks_with(Role.SUPERVISOR))

    def open(self) -> InvitationQuerySet:
        """Those that nobody accepted or withdrew, also where the link is too old by now."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def ended(self) -> InvitationQuerySet:
        return self.filter(Q(accepted_at__isnull=False) | Q(withdrawn_at__isnull=False))

    def live(self) -> InvitationQuerySet:
        """Those whose link opens an account now."""
        return self.open().filter(expires_at__gt=Now())

    def forgotten(self) -> InvitationQuerySet:
        """Those that ended, or whose link is too old, for so long that nobody asks who was invited."""
        old = Now() - Invitation.KEPT_FOR
        return self.filter(Q(accepted_at__lt=old) | Q(withdrawn_at__lt=old) | Q(expires_at__lt=old))

    def to_mail(self) -> InvitationQuerySet:
        """Those whose mail is to be sent now: waiting ones, and those whose worker was lost."""
        return self.live().filter(mail_due_at__lte=Now()).order_by("mail_due_at", "pk")


class Invitation(models.Model):
    """Somebody is asked, by mail, to take a role at a desk. Its link works once and for some days."""

    # The trail, which holds no mail address, keeps for good who invited whom to what.
    KEPT_FOR: ClassVar[timedelta] = timedelta(days=90)

    email = models.EmailField(_("mail address"))
    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("desk")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("invited by"),
    )
    seed = models.CharField(
        max_length=43,
        editable=False,
        help_text=_("Random. Together with the installation’s secret key it gives the link, alone nothing."),
    )
    digest = models.CharField(
        max_length=64, unique=True, editable=False, help_text=_("sha256 of what the link holds.")
    )
    created_at = models.DateTimeField(_("invited"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("expires"))
    asked_at = models.DateTimeField(_("mail asked for at"), db_default=Now())
    asked = models.PositiveSmallIntegerField(_("mails asked for"), default=1)
    mail_due_at = models.DateTimeField(
        _("mail due at"), null=True, db_default=Now(), help_text=_("Empty where no mail waits.")
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    mailed_at = models.DateTimeField(_("mailed at"), null=True)
    last_error = models.TextField(_("last error"), blank=True, default="")
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="accepted_invitations",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects: ClassVar[InvitationQuerySet] = cast(InvitationQuerySet, InvitationQuerySet.as_manager())

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="invitation_role_known",
                violation_error_message=_("Choose one of the listed roles."),
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="invitation_digest_is_sha256",
                violation_error_message=_("The digest of a link is a sha256 in lower-case hexadecimal."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="invitation_expires_later",
                violation_error_message=_("An invitation lasts for some time after it was made."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                F("desk"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_open",
                violation_error_message=_(
                    "This address is invited to the desk already. Send that invitation again, or withdraw it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
                violation_error_message=_("An accepted invitation says when and by whom."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_ends_once",
                violation_error_message=_("An invitation is accepted or withdrawn, not both."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["mail_due_at"], condition=Q(mail_due_at__isnull=False), name="invitation_mail_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.desk}"

    @property
    def audit_label(self) -> str:
        """What the trail calls it: no address, so that a person can be pseudonymised later."""
        return f"invitation {self.pk}"
