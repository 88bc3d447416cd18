from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CodingConfig(AppConfig):
    name = "casework.coding"
    verbose_name = _("Double coding")

    def ready(self) -> None:
        from casework.coding import panels

        panels.hang()
