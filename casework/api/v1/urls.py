from django.urls import include, path, re_path
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from casework.api.staff.incidents import StaffIncidentViewSet
from casework.api.staff.views import DocumentViewSet as StaffDocumentViewSet
from casework.api.v1.exports import FILES, ExportView
from casework.api.v1.lists import ChangesView, VocabularyView
from casework.api.v1.releases import ReleaseViewSet
from casework.api.v1.things import ActorViewSet, DocumentViewSet, PlaceViewSet, SourceViewSet
from casework.api.v1.views import IncidentViewSet

app_name = "api-v1"

router = SimpleRouter()
router.register("incidents", IncidentViewSet, basename="incident")
router.register("sources", SourceViewSet, basename="source")
router.register("documents", DocumentViewSet, basename="document")
router.register("actors", ActorViewSet, basename="actor")
router.register("places", PlaceViewSet, basename="place")
router.register("releases", ReleaseViewSet, basename="release")
router.register("staff/incidents", StaffIncidentViewSet, basename="staff-incident")
router.register("staff/documents", StaffDocumentViewSet, basename="staff-document")

urlpatterns = [
    path("", include(router.urls)),
    *(
        # Files: their addresses end like their names.
        re_path(
            rf"^releases/(?P<name>{ReleaseViewSet.lookup_value_regex})/{file}$",
            ReleaseViewSet.as_view({"get": act}),
            name=f"release-{act}",
        )
        for act, file in (
            ("manifest", r"manifest\.json"),
            ("changes", r"changes\.ndjson"),
            ("items", r"items\.txt"),
            ("incidents", r"incidents\.ndjson"),
        )
    ),
    re_path(rf"^exports/incidents\.(?P<form>{'|'.join(FILES)})$", ExportView.as_view(), name="export"),
    path("vocabularies/", VocabularyView.as_view(), name="vocabularies"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path(
        "schema/",
        # What can be asked is no secret: whoever writes a program reads it before they have a key.
        SpectacularAPIView.as_view(renderer_classes=[OpenApiJsonRenderer], permission_classes=[]),
        name="schema",
    ),
]
