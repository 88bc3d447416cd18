from django.apps import AppConfig


class CrossrefConfig(AppConfig):
    name = "casework.crossref"

    def ready(self) -> None:
        from casework.crossref import panels

        panels.hang()
