from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "casework.incidents"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        from casework.incidents import (
            assessing_views,
            drafted,
            drafting_views,
            from_documents,
            independence_views,
            panels,
            rechecking_views,
            standing,
            triage_views,
            watched_views,
        )
        from casework.incidents.proving import drafted as drafted_claims

        panels.hang()
        from_documents.hang()
        assessing_views.hang()
        drafting_views.hang()
        drafted.hang()
        drafted_claims.hang()
        rechecking_views.hang()
        independence_views.hang()
        standing.hang()
        watched_views.hang()
        triage_views.hang()
