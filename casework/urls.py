"""Every address of the application."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path, re_path

from casework import first_operator
from casework.core import health, pages

handler400 = "casework.core.pages.bad_request"
handler500 = "casework.core.pages.server_error"

# Only the doors that exist: nobody signs up, and the operator changes mail addresses.
account_urls = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("", pages.home, name="home"),
    path("incidents/", include("casework.incidents.urls")),
    path("digests/", include("casework.digests.urls")),
    path("accounts/", include(account_urls)),
    path("set-up/<str:token>/", first_operator.first_operator, name="first-operator"),
    path("theme/", pages.choose_theme, name="theme"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("admin/login/", pages.admin_sign_in),
    path("admin/", admin.site.urls),
]
