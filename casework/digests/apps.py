from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DigestsConfig(AppConfig):
    name = "casework.digests"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from casework.digests import panels

        panels.hang()
