"""Addresses of pairs: their list, and what is decided about two incidents."""

from django.urls import path

from casework.crossref import import_views, merge_views, offer_views, pair_views, views

app_name = "crossref"
urlpatterns = [
    path("", views.pair_list, name="list"),
    path("next/", pair_views.next_pair, name="next"),
    path("<int:pair_id>/", pair_views.pair_detail, name="pair"),
    path("<int:pair_id>/judge/", pair_views.judge_pair, name="judge_pair"),
    path(
        "<int:pair_id>/judgements/<int:judgement_id>/take-back/",
        pair_views.take_back_pair,
        name="take_back_pair",
    ),
    path("documents/", offer_views.offer_list, name="offers"),
    path("documents/<int:offer_id>/answer/", offer_views.answer, name="answer_offer"),
    path("documents/<int:offer_id>/take-back/", offer_views.take_back, name="take_back_offer"),
    path("data-sets/", import_views.import_list, name="imports"),
    path("data-sets/<int:import_id>/", import_views.import_detail, name="import"),
    path("data-sets/<int:import_id>/confirm/", import_views.import_confirm, name="import_confirm"),
    path("data-sets/<int:import_id>/refused.csv", import_views.import_report, name="import_report"),
    path("<int:pair_id>/merge/", merge_views.merge, name="merge"),
    path("merges/<int:merge_id>/", merge_views.unmerge, name="unmerge"),
    path("<uid:uid>/<uid:other>/judge/", views.judge, name="judge"),
    path("<uid:uid>/<uid:other>/link/", views.link, name="link"),
    path("<uid:uid>/records/<int:match_id>/", views.record, name="record"),
    path("<uid:uid>/judgements/<int:judgement_id>/take-back/", views.take_back, name="take_back"),
    path("<uid:uid>/links/<int:link_id>/end/", views.unlink, name="unlink"),
]
