"""Addresses of documents."""

from django.urls import path

from casework.sources import agency_views, originals, source_views, views
from casework.sources.feeds import feed_views
from casework.sources.feeds import views as triage_views

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
    path("documents/<int:document_id>/snapshots/<int:number>/stamp/", originals.stamp, name="stamp"),
    path("documents/<int:document_id>/text/", views.document_text, name="text"),
    path("sources/", source_views.source_list, name="sources"),
    path("sources/<slug:slug>/", source_views.source_detail, name="source"),
    path("sources/<slug:slug>/edit/", source_views.source_edit, name="source-edit"),
    path("sources/<slug:slug>/rate/", source_views.source_rate, name="source-rate"),
    path("sources/<slug:slug>/domain/", source_views.source_domain, name="source-domain"),
    path("sources/<slug:slug>/merge/", source_views.source_merge, name="source-merge"),
    path("sources/<slug:slug>/part/", source_views.source_part, name="source-part"),
    path("agencies/", agency_views.agency_list, name="agencies"),
    path("agencies/add/", agency_views.agency_add, name="agency-add"),
    path("agencies/<int:agency_id>/", agency_views.agency_edit, name="agency-edit"),
    path("agencies/<int:agency_id>/retire/", agency_views.agency_retire, name="agency-retire"),
    path("triage/", triage_views.triage_list, name="triage"),
    path("triage/<int:item_id>/keep/", triage_views.keep, name="triage-keep"),
    path("triage/<int:item_id>/drop/", triage_views.drop, name="triage-drop"),
    path("triage/<int:item_id>/undo/", triage_views.undo, name="triage-undo"),
    path("triage/several/", triage_views.several, name="triage-several"),
    path("triage/steps/<int:step_id>/", triage_views.report, name="triage-report"),
    path("triage/steps/<int:step_id>/undo/", triage_views.undo_several, name="triage-undo-several"),
    path("feeds/", feed_views.feed_list, name="feeds"),
    path("feeds/<int:feed_id>/look/", feed_views.look, name="feed-look"),
    path("feeds/<int:feed_id>/stop/", feed_views.stop, name="feed-stop"),
    path("feeds/rules/", feed_views.rule_list, name="rules"),
    path("feeds/rules/add/", feed_views.rule_add, name="rule-add"),
    path("feeds/rules/<int:rule_id>/", feed_views.rule_edit, name="rule-edit"),
    path("feeds/rules/<int:rule_id>/delete/", feed_views.rule_delete, name="rule-delete"),
]
