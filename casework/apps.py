from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The front door: it connects the layers that may not import each other."""

    name = "casework"
