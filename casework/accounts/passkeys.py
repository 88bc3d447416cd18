"""Passkeys: keys that a phone, a computer or a stick keeps, and that open this site and no other.

allauth keeps them and checks them (WebAuthn). Here is what is ours: what cannot be read is refused in a
sentence, a deactivated person opens nothing, and failures are told to the trail.
"""

from __future__ import annotations

import binascii
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView

from casework.accounts.signals import tell
from casework.core.errors import NotNow

LONGEST_NAME = 60
# What reading a made-up answer of a browser raises, in allauth, in fido2 and in what they read it with.
_UNREADABLE = (
    *(AttributeError, IndexError, KeyError, TypeError, ValueError),
    *(binascii.Error, struct.error, InvalidSignature),
)


class NamedForm(forms.Form):
    """How a person tells this passkey from their others."""

    name = forms.CharField(
        label=gettext_lazy("Its name"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Such as “phone” or “key on my ring”."),
    )


class AddPasskeyForm(NamedForm, AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey. Every one may open alone, where the device can ask for a finger or a PIN."""

    passwordless = None

    def clean(self) -> dict[str, Any]:
        with _understood():
            cleaned = dict(super().clean() or {})
            if credential := cleaned.get("credential"):
                cleaned["credential"] = _what_is_kept(credential)
        return cleaned


class RenamePasskeyForm(NamedForm, EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Another name for a passkey."""

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or str(self.instance.wrap().name)


class SecondPasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey after the password, or once more."""

    def clean_credential(self) -> Authenticator:
        try:
            with _understood():
                return super().clean_credential()
        except ValidationError:
            with transaction.atomic():
                tell(None, "accounts.second_factor_failed", self.user)
            raise


class ConfirmPasskeyForm(SecondPasskeyForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before what opens or closes the account."""


class SignInPasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey in place of name and password: what a person has, and what unlocks it."""

    def clean_credential(self) -> Authenticator:
        try:
            with _understood():
                found: Authenticator = super().clean_credential()
            if not found.user.is_active:
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            # Whose passkey it claims to be was written by the other side, so nobody is named.
            with transaction.atomic():
                tell(None, "accounts.passkey_failed", None)
            raise
        return found


class RemovePasskey(views.RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """The last second factor of somebody whose role asks for one stays."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.get_object()):
            raise NotNow(
                _("Your role asks for a second factor, so the last one stays. Add another one before.")
            )
        answer: HttpResponse = super().form_valid(form)
        return answer


class ConfirmByPasskey(views.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A refusal is shown on the page itself."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return FormView.form_invalid(self, form)


def _what_is_kept(credential: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a checked answer that are read again later: a browser may have sent more."""
    answer = credential["response"]
    is_resident = credential.get("clientExtensionResults", {}).get("credProps", {}).get("rk")
    return {
        **{name: str(credential[name]) for name in ("id", "rawId", "type")},
        "response": {name: str(answer[name]) for name in ("clientDataJSON", "attestationObject")},
        "clientExtensionResults": {"credProps": {"rk": bool(is_resident)}},
    }


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except ValidationError:
        raise
    except _UNREADABLE as error:
        raise get_adapter().validation_error("incorrect_code") from error
