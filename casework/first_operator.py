"""The link that a start prints while nobody operates the installation: its holder becomes the operator."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import BaseUserCreationForm
from django.core import signing
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import NotFound

SALT = "casework.first_operator"
VALID_SECONDS = 24 * 60 * 60
# Any number that nothing else locks: two people with the same link do not both become operator.
LOCK = 7_202_012


def invitation() -> str:
    """Return the sentence with the link, which works once and for a day; nothing if there is an operator."""
    if not _is_missing():
        return ""
    address = reverse("first-operator", args=[signing.dumps("first operator", salt=SALT)])
    return (
        "Nobody operates this installation yet. Make your account, within a day, at "
        f"{settings.PUBLIC_URL}{address}"
    )


class FirstOperatorForm(BaseUserCreationForm[User]):
    """Name, address and password of the person who will run this installation."""

    class Meta:
        model = User
        fields = ["username", "name", "email", "time_zone"]


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def first_operator(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link become the first operator."""
    _check(token)
    form = FirstOperatorForm(request.POST or None)
    if not form.is_valid():
        return render(request, "installation/first_operator.html", {"form": form, "token": token})
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        _check(token)
        form.instance.is_operator = True
        person = form.save()
        record(person, "accounts.first_operator", person)
    messages.success(request, _("Your account is made. Sign in with it."))
    return redirect("account_login")


def _is_missing() -> bool:
    """Say whether this installation never had an operator; a deactivated one counts."""
    return not User.objects.filter(is_operator=True).exists()


def _check(token: str) -> None:
    try:
        signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
        valid = _is_missing()
    except signing.BadSignature:
        valid = False
    if not valid:
        raise NotFound(
            _("This link was used or is older than a day. The next start prints another if needed.")
        )
