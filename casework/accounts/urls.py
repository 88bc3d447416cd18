"""The doors of an account. Their names are those that allauth looks for.

Nobody signs up, confirms a mail address or changes it here, so allauth's pages for that have no address.
"""

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import RedirectView

from casework.accounts import passkeys
from casework.accounts.invitation_views import (
    invitation,
    invitation_again,
    invitation_withdraw,
    invitations,
)
from casework.accounts.service_views import service, service_end, service_key, services
from casework.accounts.views import choose_language, habits, key_renew, key_revoke, keys, sessions

# allauth's views take PUT for POST, which no page of ours sends.
page = require_safe
form = require_http_methods(["GET", "HEAD", "POST"])
# Passkeys are listed with the other second factors.
to_index = RedirectView.as_view(pattern_name="mfa_index")
# Who sits down at somebody's open browser must not read or change what opens the account.
sure = reauthentication_required(app="allauth.mfa")

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
    path("confirm/", form(views.reauthenticate), name="account_reauthenticate"),
    path("sessions/", sessions, name="account_sessions"),
    path("second-factor/", page(mfa.index), name="mfa_index"),
    path("second-factor/code/", form(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/confirm/", form(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", form(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", form(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-factor/passkeys/",
        page(RedirectView.as_view(pattern_name="mfa_index")),
        name="mfa_list_webauthn",
    ),
    path("second-factor/passkeys/add/", form(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("second-factor/passkeys/sign-in/", form(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "second-factor/passkeys/confirm/",
        form(passkeys.ConfirmByPasskey.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("second-factor/passkeys/<int:pk>/", form(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        form(passkeys.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("second-factor/recovery/", page(sure(recovery.view_recovery_codes)), name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery/file/",
        page(sure(recovery.download_recovery_codes)),
        name="mfa_download_recovery_codes",
    ),
    path(
        "second-factor/recovery/new/",
        form(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("invitations/", invitations, name="account_invitations"),
    path("invitations/<int:invitation_id>/again/", invitation_again, name="account_invitation_again"),
    path(
        "invitations/<int:invitation_id>/withdraw/", invitation_withdraw, name="account_invitation_withdraw"
    ),
    path("join/<str:secret>/", invitation, name="account_invitation"),
    path("habits/", habits, name="account_habits"),
    path("language/", choose_language, name="account_language"),
    path("keys/", keys, name="account_keys"),
    path("keys/<int:key_id>/renew/", key_renew, name="account_key_renew"),
    path("keys/<int:key_id>/revoke/", key_revoke, name="account_key_revoke"),
    path("services/", services, name="account_services"),
    path("services/<int:service_id>/", service, name="account_service"),
    path("services/<int:service_id>/keys/", service_key, name="account_service_key"),
    path("services/<int:service_id>/end/", service_end, name="account_service_end"),
]
