from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "casework.sources"

    def ready(self) -> None:
        """Register what this layer checks at the start, and hang its sections into pages."""
        from casework.sources import checks, panels  # noqa: F401

        panels.hang()
