"""Addresses of lists of a desk's own."""

from django.urls import path

from casework.crossref.lists import views

app_name = "lists"
urlpatterns = [
    path("", views.file_list, name="list"),
    path("<int:file_id>/", views.file_detail, name="file"),
    path("<int:file_id>/columns/", views.file_columns, name="columns"),
    path("<int:file_id>/import/", views.file_import, name="import"),
    path("<int:file_id>/undo/", views.file_undo, name="undo"),
    path("<int:file_id>/report.csv", views.file_report, name="report"),
]
