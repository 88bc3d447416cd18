"""Keys with which programs act as a person."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a program may do with a key, at most: never more than its person may."""

    READ = "read", _("Read")
    WRITE = "write", _("Write: add documents, citations and claims")
    DECIDE = "decide", _("Decide: move incidents")


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Sets of keys."""

    def live(self) -> ApiKeyQuerySet:
        """Keys that open something now, by the clock of the database."""
        of_a_running_service = Q(user__service__owner__is_active=True, user__service__expires_at__gt=Now())
        return self.filter(
            Q(user__is_service=False) | of_a_running_service,
            revoked_at=None,
            expires_at__gt=Now(),
            user__is_active=True,
        )

    def ended(self) -> ApiKeyQuerySet:
        """Keys that open nothing any more, because they were revoked or have expired."""
        return self.filter(Q(revoked_at__isnull=False) | Q(expires_at__lte=Now()))


class ApiKey(models.Model):
    """A program's key. It acts as its person or service, within its scopes, and dies with their access."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_keys", verbose_name=_("person")
    )
    name = models.CharField(
        _("name"), max_length=120, help_text=_("What it is for, such as “weekly map of the Sahel”.")
    )
    prefix = models.CharField(
        _("prefix"),
        max_length=11,
        unique=True,
        editable=False,
        help_text=_("The start of the key, by which it is told from others."),
    )
    digest = models.CharField(
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("sha256 of the whole key. The key itself is random and stored nowhere."),
    )
    scopes = ArrayField(models.CharField(max_length=6, choices=Scope), verbose_name=_("scopes"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("made by"),
        help_text=_("Who was shown the key. What a service does with it counts as theirs."),
    )
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[ApiKey]] = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & ~Q(scopes=[]),
                name="api_key_scopes_known",
                violation_error_message=_("Choose at least one of the listed scopes."),
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="api_key_digest_is_sha256",
                violation_error_message=_("The digest of a key is a sha256 in lower-case hexadecimal."),
            ),
            models.CheckConstraint(
                condition=Q(prefix__regex=r"^cw_[a-z0-9]{8}$"),
                name="api_key_prefix_plain",
                violation_error_message=_("The prefix of a key is “cw_” with eight letters or digits."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="api_key_expires_later",
                violation_error_message=_("Choose a time of expiry that lies after the making of the key."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"

    @property
    def audit_label(self) -> str:
        """What the audit trail keeps: a service by its name; a person has one that can be taken away."""
        return f"{self.prefix}… ({self.user})" if self.user.is_service else f"{self.prefix}…"

    def allows(self, scope: Scope) -> bool:
        """Say whether the key was made for this; what its person may do is asked beside it."""
        return scope in self.scopes
