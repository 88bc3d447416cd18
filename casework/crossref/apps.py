from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrossrefConfig(AppConfig):
    name = "casework.crossref"
    verbose_name = _("Cross-reference")

    def ready(self) -> None:
        from casework.crossref import panels
        from casework.crossref.services import merging_several

        panels.hang()
        merging_several.hang()
