"""The doors of an account. Their names are those that allauth looks for.

Nobody signs up, confirms a mail address or changes it here, so allauth's pages for that have no address.
"""

from allauth.account import views
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.views import choose_language, habits, key_revoke, keys

# allauth's views take PUT for POST, which no page of ours sends.
page = require_safe
form = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns = [
    path("login/", form(views.login), name="account_login"),
    path("logout/", form(views.logout), name="account_logout"),
    path("password/change/", form(views.password_change), name="account_change_password"),
    path("password/reset/", form(views.password_reset), name="account_reset_password"),
    path("password/reset/done/", page(views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        form(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        page(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("habits/", habits, name="account_habits"),
    path("language/", choose_language, name="account_language"),
    path("keys/", keys, name="account_keys"),
    path("keys/<int:key_id>/revoke/", key_revoke, name="account_key_revoke"),
]
