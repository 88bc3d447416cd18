"""Addresses of the summaries, of notifications, and of the star on an incident."""

from django.urls import path

from casework.digests import notification_views as notifications
from casework.digests import views

app_name = "digests"
urlpatterns = [
    path("mail/", views.mail, name="mail"),
    path("mail/preview/", views.preview, name="preview"),
    path("mail/<int:digest_id>/", views.sent, name="sent"),
    path("digests/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("notifications/", notifications.notification_list, name="notifications"),
    path("notifications/done/", notifications.put_away_all, name="notifications-done"),
    path("notifications/<int:notification_id>/", notifications.open_one, name="notification"),
    path("notifications/<int:notification_id>/done/", notifications.put_away, name="notification-done"),
    path("notifications/<int:notification_id>/unread/", notifications.unread, name="notification-unread"),
    path("incidents/<uid:uid>/watch/", notifications.watch, name="watch"),
]
