from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "casework.sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        """Register what this layer checks at the start, and hang its sections into pages."""
        from casework.sources import checks, panels  # noqa: F401

        panels.hang()
