"""Addresses of pairs: their list, and what is decided about two incidents."""

from django.urls import path

from casework.crossref import views

app_name = "crossref"
urlpatterns = [
    path("", views.pair_list, name="list"),
    path("<uid:uid>/<uid:other>/judge/", views.judge, name="judge"),
    path("<uid:uid>/<uid:other>/link/", views.link, name="link"),
    path("<uid:uid>/judgements/<int:judgement_id>/take-back/", views.take_back, name="take_back"),
    path("<uid:uid>/links/<int:link_id>/end/", views.unlink, name="unlink"),
]
