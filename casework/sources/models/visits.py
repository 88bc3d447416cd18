"""Attempts to bring a document from its address, each kept for good."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.sources.models.documents import Document
from casework.sources.models.snapshots import Snapshot
from casework.sources.outcomes import Outcome, Rule


class Why(models.TextChoices):
    """What a visit was made for. Only what a person asked for goes past a site's robots.txt."""

    REQUEST = "request", _("A person asked for it")
    CHECK = "check", _("Looked at again")


class Visit(models.Model):
    """One attempt to fetch a document: which machines answered, and what came of it. Never changes."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="visits", verbose_name=_("document")
    )
    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), db_default=Now(), editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    detail = models.CharField(_("what was seen"), max_length=300, blank=True)
    rule = models.CharField(
        _("rule"), max_length=10, choices=Rule, blank=True, help_text=_("Which rule of ours refused it.")
    )
    why = models.CharField(_("made for"), max_length=10, choices=Why, default=Why.REQUEST)
    hops = models.JSONField(
        _("way"),
        default=list,
        help_text=_("Each address that was asked, the machine, its status, and the headers both ways."),
    )
    declared_type = models.CharField(
        _("declared type"), max_length=200, blank=True, help_text=_("As the site said.")
    )
    etag = models.CharField(_("ETag"), max_length=500, blank=True)
    last_modified = models.CharField(_("Last-Modified"), max_length=100, blank=True)
    tool = models.CharField(
        _("made with"), max_length=200, blank=True, help_text=_("Programs and their versions.")
    )
    worker = models.CharField(
        _("made on"), max_length=200, blank=True, help_text=_("Machine and process, where a task did.")
    )
    snapshot = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        null=True,
        related_name="visits",
        verbose_name=_("snapshot"),
        help_text=_("What was brought, or was there already."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
        help_text=_("Empty when a task did."),
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["document", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values),
                name="visit_outcome_known",
                violation_error_message=_("Choose one of the listed outcomes."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[each.value for each in Outcome if each.is_success])
                | Q(snapshot__isnull=False),
                name="visit_success_has_snapshot",
                violation_error_message=_("A visit that succeeded names the snapshot that it brought."),
            ),
            models.CheckConstraint(
                condition=Q(rule="") | Q(outcome=Outcome.REFUSED_BY_POLICY, rule__in=Rule.values),
                name="visit_rule_with_refusal",
                violation_error_message=_("Only a visit that was not allowed names the rule."),
            ),
            models.CheckConstraint(
                condition=Q(why__in=Why.values),
                name="visit_why_known",
                violation_error_message=_("Choose one of the listed reasons."),
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.document}: {self.get_outcome_display()}"
