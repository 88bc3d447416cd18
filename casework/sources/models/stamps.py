"""What an outside authority signed about the bytes of a snapshot."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Max, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.sources.models.snapshots import Snapshot, SnapshotQuerySet

# They are stamped in their order. What was committed late, or passed over since the last night, is behind the
# newest by less.
LOOK_BACK = 10_000


class TimeStampQuerySet(models.QuerySet["TimeStamp"]):
    """Ways to ask for time stamps, and for what wants one."""

    def wanting(self, *, everything: bool = False) -> SnapshotQuerySet:
        """Snapshots that have none, the oldest first.

        Of those before the newest stamped one only the last 10,000 are looked at, so that it costs the same
        for ever. `everything` reads both tables and finds what was passed over longer ago.
        """
        rows = Snapshot.objects.unstamped().order_by("pk")
        if everything:
            return rows
        newest = self.aggregate(newest=Max("snapshot"))["newest"] or 0
        return rows.filter(pk__gt=newest - LOOK_BACK)


class TimeStamp(models.Model):
    """What an authority signed: at this time it was shown the hash of a snapshot's bytes. Never changes.

    Each snapshot has its own, also where two have the same bytes: one for both would tell a desk that, and
    since when, another desk has them.
    """

    snapshot = models.OneToOneField(
        Snapshot, on_delete=models.PROTECT, related_name="time_stamp", verbose_name=_("snapshot")
    )
    stated_at = models.DateTimeField(
        _("time"), help_text=_("As the authority states it. The bytes existed by then, perhaps long before.")
    )
    authority = models.CharField(
        _("authority"), max_length=300, help_text=_("As the certificate calls it that signed.")
    )
    serial = models.CharField(
        _("number"), max_length=40, help_text=_("The one that the authority gave it, in hexadecimal.")
    )
    answer = models.BinaryField(
        _("answer"), help_text=_("As it came, with the certificates: a TimeStampResp (RFC 3161) in DER.")
    )
    kept_at = models.DateTimeField(_("kept at"), db_default=Now(), editable=False)

    objects: ClassVar[TimeStampQuerySet] = TimeStampQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("time stamp")
        verbose_name_plural = _("time stamps")
        constraints = [
            models.CheckConstraint(
                condition=~Q(authority=""),
                name="time_stamp_names_its_authority",
                violation_error_message=_("A time stamp names the authority that signed it."),
            ),
            models.CheckConstraint(
                # RFC 3161, section 2.4.2: users must be ready for numbers of up to 160 bits.
                condition=Q(serial__regex=r"^[0-9a-f]{1,40}$"),
                name="time_stamp_serial_is_one",
                violation_error_message=_("The number of a time stamp is 1 to 40 hexadecimal digits."),
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length(F("answer")), 1),
                name="time_stamp_holds_the_answer",
                violation_error_message=_("A time stamp holds what the authority answered."),
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.stated_at.isoformat()}, {self.authority}"
