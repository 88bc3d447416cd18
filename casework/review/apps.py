from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "casework.review"

    def ready(self) -> None:
        from casework.review import panels

        panels.hang()
