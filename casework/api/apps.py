from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "casework.api"

    def ready(self) -> None:
        # Imported for its effect: drf-spectacular finds an extension by its class having been made.
        from casework.api import schema  # noqa: F401
