"""Every address of the application."""

from django.contrib import admin
from django.urls import include, path

from casework import first_operator
from casework.core import health, pages
from casework.metrics import metrics

handler400 = "casework.core.pages.bad_request"
handler404 = "casework.core.pages.not_found"
handler500 = "casework.core.pages.server_error"

urlpatterns = [
    # First, for programs ask most often, and each pattern before theirs is tried with every request.
    path("api/v1/", include("casework.api.v1.urls")),
    path("", pages.home, name="home"),
    path("incidents/", include("casework.incidents.urls")),
    path("", include("casework.codebook.urls")),
    path("", include("casework.sources.urls")),
    path("", include("casework.review.urls")),
    path("coding/", include("casework.coding.urls")),
    path("pairs/", include("casework.crossref.urls")),
    path("lists/", include("casework.crossref.lists.urls")),
    path("", include("casework.digests.urls")),
    path("", include("casework.api.facades.urls")),
    path("accounts/", include("casework.accounts.urls")),
    path("set-up/<str:token>/", first_operator.first_operator, name="first-operator"),
    path("theme/", pages.choose_theme, name="theme"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("health/metrics", metrics, name="health-metrics"),
    path("admin/", admin.site.urls),
]
