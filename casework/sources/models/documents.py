"""Published items. The row is also the entry in the queue of those that collect them."""

from __future__ import annotations

import datetime
from functools import cache, lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk
from casework.core.statements import columns_of, rows_of
from casework.core.tlp import Tlp
from casework.sources.models.document_queue import DocumentQuerySet, FetchState
from casework.sources.models.sources import Source
from casework.sources.outcomes import Outcome

_GIVEN_UP = _("It was tried %(times)d times. Try again later, paste the text, or upload the document.")


# One statement instead of six. The row is found and locked once, before anything is written. One that was
# taken too often is parked where it is met: to look for others each time takes as long as the queue is.
_TAKE = """
UPDATE sources_document
   SET next_attempt_at = CASE WHEN attempts < {most} THEN statement_timestamp() + %s END,
       fetch_state = CASE WHEN attempts < {most} THEN fetch_state ELSE 'parked' END,
       outcome = CASE WHEN attempts < {most} THEN '' ELSE 'worker_lost' END,
       attempts = least(attempts + 1, {most})
 WHERE id = ({first} FOR UPDATE OF sources_document SKIP LOCKED)
RETURNING {columns}, (
    SELECT address FROM sources_archivedcopy WHERE document_id = sources_document.id ORDER BY id DESC LIMIT 1
)
"""
_LOCK = """
SELECT {columns}, (SELECT min(desk_id) FROM sources_documentdesk WHERE document_id = sources_document.id),
       EXISTS (SELECT FROM sources_snapshot WHERE document_id = sources_document.id)
  FROM sources_document WHERE id = %s FOR UPDATE OF sources_document
"""


class Document(models.Model):
    """One published item at one address, or one text given by hand."""

    # Longer than a visit (30 s with all that it waits for) and a reading (30 s) take together. A worker that
    # is slower does no harm: the row is another's then, and what it brought is not written (`of_lease`).
    LEASE: ClassVar[datetime.timedelta] = datetime.timedelta(seconds=80)
    MOST_ATTEMPTS: ClassVar[int] = 5

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="documents", verbose_name=_("source")
    )
    url = models.CharField(_("address"), max_length=2000, blank=True, help_text=_("As it was given."))
    canonical_url = models.CharField(
        _("canonical address"),
        max_length=2000,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        error_messages={"unique": _("There is a document with this address already.")},
    )
    title = models.CharField(_("title"), max_length=500)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    tlp = models.CharField(  # noqa: DJ001 - null says “as its source”, which no mark does
        _("who may see it"),
        max_length=12,
        choices=Tlp,
        null=True,
        blank=True,
        help_text=_("Empty: as its source says."),
    )
    fetch_state = models.CharField(
        _("collecting"), max_length=8, choices=FetchState, default=FetchState.BY_HAND, editable=False
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    next_attempt_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True, editable=False)
    next_check_at = models.DateTimeField(_("next check"), null=True, editable=False)
    match_due_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("given by"),
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    submission = models.CharField(  # noqa: DJ001 - null says “not from a form”, and only nulls may repeat
        max_length=64,
        null=True,
        editable=False,
        unique=True,
        help_text=_("Hash of the form that was sent, so that sending it twice files it once."),
    )
    desks = models.ManyToManyField(
        Desk, through="DocumentDesk", related_name="documents", verbose_name=_("desks")
    )

    # Known of a document that was taken: where the newest copy is that a person named, if anybody did.
    copy_address: str | None = None
    # Known of one that was locked: the first of its desks, and whether it had snapshots when the lock was
    # asked for. Whoever held it until then may have kept the first.
    first_desk_id: int | None = None
    had_snapshots: bool = True

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(fetch_state="due"), name="document_due_to_collect"
            ),
            models.Index(
                fields=["next_check_at"],
                condition=Q(next_check_at__isnull=False),
                name="document_due_to_check",
            ),
            models.Index(
                fields=["match_due_at"], condition=Q(match_due_at__isnull=False), name="document_due_to_match"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(canonical_url__isnull=True, url="")
                    | Q(canonical_url__isnull=False) & ~Q(canonical_url="") & ~Q(url="")
                ),
                name="document_address_whole",
                violation_error_message=_("A document has an address in both spellings, or in none."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(fetch_state="due", next_attempt_at__isnull=False, canonical_url__isnull=False)
                    | Q(fetch_state__in=["by_hand", "done", "parked"], next_attempt_at__isnull=True)
                ),
                name="document_due_has_time_and_address",
                violation_error_message=_("Only a document with an address can wait to be collected."),
            ),
            models.CheckConstraint(
                condition=~Q(fetch_state="parked") | ~Q(outcome=""),
                name="document_parked_with_outcome",
                violation_error_message=_("A parked document says why."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]),
                name="document_outcome_known",
                violation_error_message=_("Choose one of the listed outcomes."),
            ),
            models.CheckConstraint(
                condition=Q(tlp__isnull=True) | Q(tlp__in=Tlp.values),
                name="document_tlp_known",
                violation_error_message=_("Choose one of the five TLP marks, or none."),
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=True) | Q(submission__regex=r"^[0-9a-f]{64}$"),
                name="document_submission_is_a_hash",
                violation_error_message=_("A submission is a hash of 64 hexadecimal digits."),
            ),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S"),
                name="document_has_title",
                violation_error_message=_("Give the document a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def effective_tlp(self) -> Tlp:
        """The document's own mark, or else its source's."""
        return Tlp(self.tlp or self.source.tlp)

    @property
    def stand_in_title(self) -> str:
        """What stands for the title until one was read: the address."""
        return (self.canonical_url or "")[:500]

    @property
    def next_step(self) -> str:
        """What a person can do about the outcome of the last attempt; empty where there was none."""
        if not self.outcome:
            return ""
        outcome = Outcome(self.outcome)
        if outcome.is_temporary and self.fetch_state == FetchState.PARKED:
            return str(_GIVEN_UP % {"times": self.MOST_ATTEMPTS})
        return str(outcome.next_step)

    @classmethod
    def claim_next(cls, *, only: int | None = None) -> Document | None:
        """Take the document that waited longest, or None. It becomes due again by itself after LEASE.

        Two callers never take the same row. A row that was taken MOST_ATTEMPTS times without an outcome is
        parked: whatever collects it dies of it. With `only`, that one document is taken if it is due.
        """
        while taken := rows_of(cls, _taking(only), extra=("copy_address",)):
            if taken[0].fetch_state == FetchState.DUE:
                return taken[0]
        return None

    @classmethod
    def locked(cls, document_id: int) -> Document:
        """Return the document as it is now, locked until the transaction ends."""
        return rows_of(cls, _locking(), [document_id], extra=("first_desk_id", "had_snapshots"))[0]

    def is_leased_to(self, taker: Document) -> bool:
        """Whether this row, locked, is still with who took it as `taker`; the rule of `of_lease`."""
        return self.fetch_state == FetchState.DUE and self.attempts == taker.attempts


@lru_cache(maxsize=4)
def _taking(only: int | None) -> str:
    """Write the statement with its values: the index of those that are due is found by one of them."""
    due = Document.objects.due().at_ready_hosts()
    if only is not None:
        due = due.filter(pk=only)
    first, values = due.order_by("next_attempt_at").values("pk")[:1].query.sql_with_params()
    statement = _TAKE.format(first=first, columns=columns_of(Document), most=Document.MOST_ATTEMPTS)
    ops: Any = connection.ops
    return str(ops.compose_sql(statement, [Document.LEASE, *values]))


@cache
def _locking() -> str:
    return _LOCK.format(columns=columns_of(Document))
