"""Who may know of an incident, beside the people of its desk or less than them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.core.tlp import Tlp


class Sharing(models.Model):
    """How far an incident is shared, and who is let in or kept out by name."""

    tlp = models.CharField(
        _("sharing"),
        max_length=12,
        choices=Tlp,
        default=Tlp.CLEAR,
        help_text=_("Only CLEAR is ever published. RED is for named people and the desk's supervisors."),
    )
    named_people = models.ManyToManyField(
        User,
        blank=True,
        related_name="+",
        verbose_name=_("named people"),
        help_text=_("Who sees the incident while it is RED, beside the desk's supervisors."),
    )
    blind_people = models.ManyToManyField(
        User,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("people who code it blind"),
        help_text=_("They must not see it before their own coding of its sources is done."),
    )

    class Meta:
        abstract = True
