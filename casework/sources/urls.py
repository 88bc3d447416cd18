"""Addresses of documents."""

from django.urls import path

from casework.sources import originals, views

app_name = "sources"
urlpatterns = [
    path("documents/", views.document_list, name="list"),
    path("documents/add/", views.document_add, name="add"),
    path("documents/<int:document_id>/", views.document_detail, name="detail"),
    path("documents/<int:document_id>/fetch/", views.document_fetch, name="fetch"),
    path("documents/<int:document_id>/copy/", views.document_copy, name="copy"),
    path("documents/<int:document_id>/snapshots/<int:number>/original/", originals.original, name="original"),
    path("documents/kept/", views.fixity, name="fixity"),
    path("documents/<int:document_id>/snapshots/<int:number>/warc/", originals.warc, name="warc"),
    path("documents/<int:document_id>/text/", views.document_text, name="text"),
]
