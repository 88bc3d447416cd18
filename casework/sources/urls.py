"""Addresses of documents."""

from django.urls import path

from casework.sources import originals, source_views, views

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
    path("sources/", source_views.source_list, name="sources"),
    path("sources/<slug:slug>/", source_views.source_detail, name="source"),
    path("sources/<slug:slug>/edit/", source_views.source_edit, name="source-edit"),
    path("sources/<slug:slug>/rate/", source_views.source_rate, name="source-rate"),
    path("sources/<slug:slug>/domain/", source_views.source_domain, name="source-domain"),
    path("sources/<slug:slug>/merge/", source_views.source_merge, name="source-merge"),
    path("sources/<slug:slug>/part/", source_views.source_part, name="source-part"),
]
