"""Addresses of incidents."""

from django.urls import path, register_converter

from casework.incidents import assessing_views, editing_views, from_documents, views


class Uid:
    """The number of an incident, such as CW-000123."""

    regex = "CW-[0-9]{6,18}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Uid, "uid")

app_name = "incidents"
urlpatterns = [
    path("", views.incident_list, name="list"),
    path("from-document/<int:document_id>/", from_documents.log, name="log"),
    path("<uid:uid>/", views.incident_detail, name="detail"),
    path("<uid:uid>/edit/", editing_views.edit, name="edit"),
    path("<uid:uid>/assess/", assessing_views.sign, name="assess"),
]
