from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "casework.sources"

    def ready(self) -> None:
        """Register what this layer checks at the start."""
        from casework.sources import checks  # noqa: F401
