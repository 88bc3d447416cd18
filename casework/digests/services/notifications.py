"""People read what they were told, put it away, and choose what to watch. `notifying` writes the rows."""

from datetime import datetime

from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import NotFound
from casework.digests.models import Notification, Watch
from casework.incidents.models import Incident


def read_notification(notification_id: int, *, by: User) -> Notification:
    """Mark one as read and return it. Safe to run twice."""
    row = _notification(notification_id, by)
    Notification.objects.filter(pk=row.pk).unread().update(read_at=Now(), mail_due_at=None)
    return row


def unread_notification(notification_id: int, *, by: User) -> None:
    """Mark one as unread, and open again where it was put away, unless it came anew meanwhile."""
    row = _notification(notification_id, by)
    again = (
        Notification.objects.of(by)
        .open()
        .filter(incident=row.incident_id, document=row.document_id, reason=row.reason)
    )
    if not again.exclude(pk=row.pk).exists():
        Notification.objects.filter(pk=row.pk).update(read_at=None, done_at=None)


def put_away(notification_id: int, *, by: User) -> None:
    """Put one away as done. Safe to run twice."""
    row = _notification(notification_id, by)
    Notification.objects.filter(pk=row.pk, done_at__isnull=True).update(
        read_at=Coalesce("read_at", Now()), done_at=Now(), mail_due_at=None
    )


def put_away_all(*, by: User, until: datetime) -> int:
    """Put everything away that came up to the moment at which the page was made; return how many."""
    rows = Notification.objects.of(by).open().filter(at__lte=until)
    return rows.update(read_at=Coalesce("read_at", Now()), done_at=Now(), mail_due_at=None)


def _notification(notification_id: int, by: User) -> Notification:
    """Return the person's own, about an incident that they may see, or raise NotFound."""
    row = Notification.objects.of(by).filter(pk=notification_id).with_subject().first()
    if row is None:
        raise NotFound(_("There is no such notification. The incident may have been restricted since."))
    return row


def watch(incident_id: int, *, by: User, is_on: bool) -> Watch:
    """Keep whether the person wants to hear what happens to the incident. Safe to run twice."""
    incident = Incident.objects.visible_to(by).filter(pk=incident_id).first()
    if incident is None:
        raise NotFound(_("There is no such incident, or you cannot see it."))
    kept, _created = Watch.objects.update_or_create(user=by, incident=incident, defaults={"is_on": is_on})
    return kept
