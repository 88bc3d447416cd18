"""Addresses of the summaries."""

from django.urls import path

from casework.digests import views

app_name = "digests"
urlpatterns = [
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
