"""Who may see a thing: the Traffic Light Protocol, version 2.0 of FIRST."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tlp(models.TextChoices):
    """How far a thing may travel, narrowest first. Only CLEAR ever leaves the house."""

    RED = "RED", _("TLP:RED – named people only")
    AMBER_STRICT = "AMBER+STRICT", _("TLP:AMBER+STRICT – the desk only")
    AMBER = "AMBER", _("TLP:AMBER – the desk")
    GREEN = "GREEN", _("TLP:GREEN – everybody who works here")
    CLEAR = "CLEAR", _("TLP:CLEAR – the public")

    @property
    def mark(self) -> str:
        """The exact spelling of the standard, as exports write it: `TLP:AMBER+STRICT`."""
        return f"TLP:{self.value}"

    @property
    def is_public(self) -> bool:
        return self is Tlp.CLEAR
