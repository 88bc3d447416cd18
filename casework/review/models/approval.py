"""The incidents that wait for a supervisor, and all of their desks, as the admin lists them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework.incidents.models import Incident


class ApprovalQueue(Incident):
    """An incident that a reviewer agreed to and that waits for approval."""

    class Meta:
        proxy = True
        verbose_name = _("incident to approve")
        verbose_name_plural = _("approval queue")
        ordering = ["-priority", "state_entered_at", "pk"]


class DeskIncident(Incident):
    """An incident of a desk, whatever its state, for those who supervise the desk."""

    class Meta:
        proxy = True
        verbose_name = _("incident of the desk")
        verbose_name_plural = _("incidents of the desk")
        ordering = ["-pk"]
