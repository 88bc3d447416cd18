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
<<<<<<< HEAD
    path("documents/<int:document_id>/snapshots/<int:number>/original/", originals.original, name="original"),
=======
    path("documents/kept/", views.fixity, name="fixity"),
    path("documents/<int:document_id>/<int:number>/original/", views.snapshot_original, name="original"),
    path("documents/<int:document_id>/<int:number>/warc/", views.snapshot_warc, name="warc"),
>>>>>>> 8360f3c (Hand evidence out as a file that anybody can check; look at every kept byte each night)
    path("documents/<int:document_id>/text/", views.document_text, name="text"),
]
