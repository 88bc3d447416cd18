"""What was done, by whom and when; and the seals that would show a change to it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex, GinIndex, OpClass
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Role
from casework.audit.triggers import append_only
from casework.audit.verbs import OFTEN, VERBS

if TYPE_CHECKING:
    from casework.accounts.models import User

# What the first seal has in place of the digest before it.
GENESIS = "0" * 64


# Operators see what happened to these, and nothing of any content.
OF_ACCOUNTS = Q(
    subject_kind__in=["", "user", "desk", "membership", "invitation", "apikey", "service", "digest"]
)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Sets of entries."""

    def visible_to(self, user: User) -> EntryQuerySet:
        """Supervisors see the entries of their desks, operators those on accounts, and all their own."""
        return self.filter(reduce(or_, self._ways_to_see(user)))

    def keys_of_newest_visible_to(self, user: User, most: int) -> models.QuerySet[Entry, int]:
        """Return the keys of the newest of `visible_to`, the newest first, `most` at most.

        Each reason to see an entry is looked through in order by an index of its own. All of them in one
        question would read the whole trail for a verb that a desk never used.
        """
        first, *others = [
            self.filter(way).order_by("-id").values_list("id", flat=True)[:most]
            for way in self._ways_to_see(user)
        ]
        return first.union(*others).order_by("-id")[:most] if others else first

    def _ways_to_see(self, user: User) -> list[Q]:
        ways = [Q(actor=user), *(Q(desk=desk) for desk in user.desks_with(Role.SUPERVISOR))]
        if user.is_active and user.is_operator:
            ways.append(OF_ACCOUNTS)
        return ways

    def unsealed(self) -> EntryQuerySet:
        return self.filter(seal=None)


class Entry(models.Model):
    """One thing that somebody did. Rows are only ever added."""

    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("who"),
        help_text=_("Empty where the program acted by itself, or where nobody was signed in."),
    )
    verb = models.CharField(_("what"), max_length=60)
    subject_kind = models.CharField(_("kind"), max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(
        _("on what"), max_length=200, blank=True, help_text=_("What it was called at the time.")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("person"),
        help_text=_("Whom the entry is about. Their name is read from here, not kept in the entry."),
    )
    desk = models.ForeignKey(
        "accounts.Desk",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("desk"),
        help_text=_("Its supervisors see the entry."),
    )
    before = models.JSONField(_("before"), default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), default=dict, encoder=DjangoJSONEncoder)
    note = models.TextField(_("note"), blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)

    objects: ClassVar[models.Manager[Entry]] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-id"]
        triggers = append_only()
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="entry_of_a_subject"),
            # With what the list is narrowed by, so that going back through a desk's entries reads no rows.
            models.Index(fields=["desk", "-id"], include=["verb", "at", "actor"], name="entry_of_a_desk"),
            models.Index(fields=["actor", "-id"], name="entry_of_an_actor"),
            models.Index(fields=["verb", "-id"], name="entry_of_a_verb"),
            models.Index(fields=["desk", "verb", "-id"], name="entry_of_a_verb_at_a_desk"),
            models.Index(fields=["-id"], condition=OF_ACCOUNTS, name="entry_of_accounts"),
            # Moments grow with the rows, so a summary of each stretch of them finds a week.
            BrinIndex(fields=["at"], autosummarize=True, name="entry_of_a_time"),
            models.Index(fields=["request_id"], condition=~Q(request_id=""), name="entry_of_a_request"),
            GinIndex(
                OpClass(Upper("note"), name="gin_trgm_ops"), condition=~Q(note=""), name="entry_note_words"
            ),
            # Incidents are found by their number.
            GinIndex(
                OpClass(Upper("subject_label"), name="gin_trgm_ops"),
                condition=~Q(subject_kind="incident"),
                name="entry_label_words",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__regex=r"^[a-z]+\.[a-z_]+$"),
                name="entry_verb_plain",
                violation_error_message=_("Write the verb as “app.what_was_done”."),
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None, subject_label="")
                | (~Q(subject_kind="") & Q(subject_id__isnull=False) & ~Q(subject_label="")),
                name="entry_subject_whole",
                violation_error_message=_("Name the subject with its kind, id and label, or not at all."),
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="user", person__isnull=False, person=F("subject_id"))
                | (~Q(subject_kind="user") & Q(person=None)),
                name="entry_person_is_the_subject",
                violation_error_message=_("Name a person exactly where the entry is about that person."),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, *, times: int = 1) -> str:
        """Return the entry as a reader of the trail sees it, with people under their names of today.

        With `times`, the sentence tells of that many entries like this one (see OFTEN).
        """
        said = {
            "actor": self.actor or gettext("Casework"),
            "subject": self.person or self.subject_label,
            "verb": self.verb,
        }
        if times > 1 and (many := OFTEN.get(self.verb)):
            return many % {**said, "times": times}
        return str(VERBS.get(self.verb) or _("%(actor)s did “%(verb)s” to %(subject)s.")) % said


class Seal(models.Model):
    """One link of the chain: it fixes an entry and everything that was sealed before it."""

    number = models.PositiveBigIntegerField(
        primary_key=True, help_text=_("Its place in the chain, from 1 on without gaps.")
    )
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64, help_text=_("The digest of the seal before it."))
    digest = models.CharField(
        max_length=64,
        unique=True,
        help_text=_("sha256 over the canonical JSON of its number, the digest before it and the entry."),
    )

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["number"]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                fields=["previous"],
                name="seal_chain_has_no_forks",
                violation_error_message=_("Another seal follows the same one already."),
            ),
            models.CheckConstraint(
                condition=Q(number=1, previous=GENESIS) | (Q(number__gt=1) & ~Q(previous=GENESIS)),
                name="seal_only_the_first_starts",
                violation_error_message=_("Exactly the first seal starts the chain."),
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$", previous__regex=r"^[0-9a-f]{64}$"),
                name="seal_digests_are_sha256",
                violation_error_message=_("A digest is a sha256 in lower-case hexadecimal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.digest}"
