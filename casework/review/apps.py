from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "casework.review"

    def ready(self) -> None:
        from casework.review import drafted, panels

        panels.hang()
        drafted.hang()
