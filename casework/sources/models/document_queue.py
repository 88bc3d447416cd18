"""Ways to ask for documents; among them those that wait to be collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Role, User
from casework.core.tlp import Tlp
from casework.sources.models.desks import DocumentDesk
from casework.sources.models.hosts import Host

if TYPE_CHECKING:
    from casework.sources.models.documents import Document


class FetchState(models.TextChoices):
    """Where a document stands in the queue of those to be collected."""

    BY_HAND = "by_hand", _("Given by hand")
    DUE = "due", _("Waiting to be fetched")
    DONE = "done", _("Fetched")
    PARKED = "parked", _("Parked")


class DocumentQuerySet(models.QuerySet["Document"]):
    """Ways to ask for documents."""

    def visible_to(self, user: User) -> DocumentQuerySet:
        """Documents that reached a desk of `user`; marked RED, only for whoever gave it and supervisors."""
        marked_red = Q(tlp=Tlp.RED) | Q(tlp__isnull=True, source__tlp=Tlp.RED)
        links = DocumentDesk.objects.filter(document=OuterRef("pk"))
        at_desk = links.filter(desk__in=user.desks_with(Role.VIEWER))
        supervised = links.filter(desk__in=user.desks_with(Role.SUPERVISOR))
        return self.filter(Exists(at_desk)).filter(~marked_red | Q(created_by=user) | Exists(supervised))

    def of_lease(self, document: Document) -> DocumentQuerySet:
        """The row of a document that was taken, unless somebody else has taken it, or finished it, since."""
        return self.filter(pk=document.pk, fetch_state=FetchState.DUE, attempts=document.attempts)

    def due(self) -> DocumentQuerySet:
        """Documents to collect now, by the clock of the database."""
        return self.filter(fetch_state=FetchState.DUE, next_attempt_at__lte=Now())

    def at_ready_hosts(self) -> DocumentQuerySet:
        """Documents whose host may be visited again: it was left alone for long enough."""
        host = Func(F("canonical_url"), Value("/"), Value(3), function="split_part")
        return self.alias(host=host).exclude(Exists(Host.objects.resting().filter(name=OuterRef("host"))))
