"""Addresses of the codebook."""

from django.urls import path

from casework.codebook import views

app_name = "codebook"
urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/towns/", views.towns, name="towns"),
]
