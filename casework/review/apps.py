from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "casework.review"
    verbose_name = _("Review")

    def ready(self) -> None:
        from casework.review import drafted, panels

        panels.hang()
        drafted.hang()
