from django.apps import AppConfig


class DigestsConfig(AppConfig):
    name = "casework.digests"

    def ready(self) -> None:
        from casework.digests import panels

        panels.hang()
