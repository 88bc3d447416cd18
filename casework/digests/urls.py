"""Addresses of the summaries."""

from django.urls import path

from casework.digests import views

app_name = "digests"
urlpatterns = [
    path("mail/", views.mail, name="mail"),
    path("mail/preview/", views.preview, name="preview"),
    path("digests/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
