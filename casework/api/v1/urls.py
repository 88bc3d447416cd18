from django.urls import include, path
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from casework.api.staff.views import DocumentViewSet
from casework.api.v1.views import IncidentViewSet

app_name = "api-v1"

router = SimpleRouter()
router.register("incidents", IncidentViewSet, basename="incident")
router.register("staff/documents", DocumentViewSet, basename="staff-document")

urlpatterns = [
    path("", include(router.urls)),
    path(
        "schema/",
        # What can be asked is no secret: whoever writes a program reads it before they have a key.
        SpectacularAPIView.as_view(renderer_classes=[OpenApiJsonRenderer], permission_classes=[]),
        name="schema",
    ),
]
