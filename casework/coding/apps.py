from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "casework.coding"

    def ready(self) -> None:
        from casework.coding import panels

        panels.hang()
