"""Addresses of review: below an incident's own, and the queue."""

from django.urls import path

from casework.review import ordering_views, searches, several, views
from casework.review.dashboard.views import dashboard

app_name = "review"
urlpatterns = [
    path("desk/", dashboard, name="dashboard"),
    path("queue/", views.queue, name="queue"),
    path("queue/next/", views.take_next, name="next"),
    path("queue/several/", several.several, name="several"),
    path("queue/several/<int:batch_id>/", several.report, name="report"),
    path("queue/several/<int:batch_id>/undo/", several.undo, name="undo-several"),
    path("searches/", searches.saved, name="searches"),
    path("searches/<int:search_id>/", searches.found, name="search"),
    path("searches/<int:search_id>/change/", searches.change, name="change-search"),
    path("searches/<int:search_id>/delete/", searches.delete, name="delete-search"),
    path("tags/", ordering_views.tags, name="tags"),
    path("tags/<int:tag_id>/rename/", ordering_views.rename, name="rename-tag"),
    path("tags/<int:tag_id>/retire/", ordering_views.retire, name="retire-tag"),
    path("incidents/<uid:uid>/order/", ordering_views.order, name="order"),
    path("incidents/<uid:uid>/tag/", ordering_views.tag, name="tag"),
    path("incidents/<uid:uid>/move/", views.move, name="move"),
    path("incidents/<uid:uid>/undo/", views.undo, name="undo"),
    path("incidents/<uid:uid>/take/", views.take, name="take"),
    path("incidents/<uid:uid>/skip/", views.skip, name="skip"),
    path("incidents/<uid:uid>/postpone/", views.postpone, name="postpone"),
    path("incidents/<uid:uid>/give-back/", views.give_back, name="give-back"),
    path("incidents/<uid:uid>/heartbeat/", views.heartbeat, name="heartbeat"),
    path("incidents/<uid:uid>/presence/", views.presence, name="presence"),
    path("incidents/<uid:uid>/comments/", views.comment, name="comment"),
    path("incidents/<uid:uid>/people/", views.people, name="people"),
    path("comments/<int:comment_id>/resolve/", views.resolve_comment, name="resolve-comment"),
    path("comments/<int:comment_id>/reopen/", views.reopen_comment, name="reopen-comment"),
]
