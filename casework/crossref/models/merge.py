"""One incident taken into another, with everything that is needed to take it out again."""

from __future__ import annotations

from typing import ClassVar, cast

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.incidents.models import Incident


class MergeJournalQuerySet(models.QuerySet["MergeJournal"]):
    """Words for sets of merges."""

    def open(self) -> MergeJournalQuerySet:
        """Merges that hold now."""
        return self.filter(ended_at__isnull=True)


class MergeJournal(models.Model):
    """The donor became part of the survivor: what was chosen, what moved, and what both said before."""

    donor = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="merges", verbose_name=_("merged incident")
    )
    survivor = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="merges_received", verbose_name=_("merged into")
    )
    choices = models.JSONField(
        _("choices"), default=dict, help_text=_("For each part: survivor, donor or both.")
    )
    before = models.JSONField(
        _("before"),
        default=dict,
        encoder=DjangoJSONEncoder,
        help_text=_("What the survivor held in the columns that the merge changed."),
    )
    after = models.JSONField(
        _("after"),
        default=dict,
        encoder=DjangoJSONEncoder,
        help_text=_("What the merge put there."),
    )
    citations = ArrayField(models.BigIntegerField(), verbose_name=_("citations that moved"), default=list)
    claims = models.JSONField(
        _("claims that moved"), default=dict, help_text=_("Each with the origin that it had before.")
    )
    documents = ArrayField(
        models.BigIntegerField(), verbose_name=_("documents that were put beside the survivor"), default=list
    )
    tags = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("tags that the donor brought"),
        default=list,
        db_default=[],
        help_text=_("Those of the survivor's desk that it does not have of its own."),
    )
    donor_sha256 = models.CharField(_("what the donor said"), max_length=64)
    survivor_sha256 = models.CharField(_("what the survivor said"), max_length=64)
    survivor_version = models.PositiveIntegerField(_("version of the survivor after it"))
    note = models.TextField(_("note"), blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by"))
    at = models.DateTimeField(_("merged at"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects: ClassVar[MergeJournalQuerySet] = cast(MergeJournalQuerySet, MergeJournalQuerySet.as_manager())

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-pk"]
        # `before` is corrected where an earlier merge into the same survivor ends before this one does.
        triggers = append_only(may_change=["before", "ended_at", "ended_by"])
        constraints = [
            models.UniqueConstraint(
                fields=["donor"],
                condition=Q(ended_at__isnull=True),
                name="merge_journal_one_open_per_donor",
                violation_error_message=_("This incident is merged already. Take it out first."),
            ),
            models.CheckConstraint(
                condition=~Q(donor=F("survivor")),
                name="merge_journal_two_incidents",
                violation_error_message=_("An incident cannot be merged into itself. Choose the other one."),
            ),
            models.CheckConstraint(
                condition=Q(donor_sha256__regex=r"^[0-9a-f]{64}$", survivor_sha256__regex=r"^[0-9a-f]{64}$"),
                name="merge_journal_sha256_whole",
                violation_error_message=_("A sha256 has 64 hexadecimal digits."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_at__gte=F("at"), ended_by__isnull=False),
                name="merge_journal_ended_by_somebody",
                violation_error_message=_("Say when the merge ended and who ended it, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.donor} → {self.survivor}"
