from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "casework.incidents"

    def ready(self) -> None:
        from casework.incidents import (
            assessing_views,
            drafting_views,
            from_documents,
            independence_views,
            panels,
            rechecking_views,
            standing,
            triage_views,
            watched_views,
        )

        panels.hang()
        from_documents.hang()
        assessing_views.hang()
        drafting_views.hang()
        rechecking_views.hang()
        independence_views.hang()
        standing.hang()
        watched_views.hang()
        triage_views.hang()
