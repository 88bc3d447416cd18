from django.apps import AppConfig


class CrossrefConfig(AppConfig):
    name = "casework.crossref"

    def ready(self) -> None:
        from casework.crossref import panels
        from casework.crossref.services import merging_several

        panels.hang()
        merging_several.hang()
