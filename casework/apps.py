from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The front door: it connects the layers that may not import each other."""

    name = "casework"

    def ready(self) -> None:
        """Let moves publish and teach, and the trail tell and wake. Models come once all apps are there."""
        from casework import learning, waking
        from casework.coding import services as coding
        from casework.demo import checks  # noqa: F401  registers what it checks
        from casework.digests import notifying
        from casework.publication import moves

        moves.connect()
        notifying.connect()
        learning.connect()
        coding.connect()
        waking.connect()
