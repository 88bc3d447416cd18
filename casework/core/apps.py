from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "casework.core"

    def ready(self) -> None:
        """Register the system checks."""
        from casework.core import checks  # noqa: F401  importing registers them
