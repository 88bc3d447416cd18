from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The front door: it connects the layers that may not import each other."""

    name = "casework"

    def ready(self) -> None:
        """Let moves of review publish. Models may be imported only once all apps are there."""
        from casework.demo import checks  # noqa: F401  registers what it checks
        from casework.publication.moves import connect

        connect()
