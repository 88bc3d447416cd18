"""Invite people, and accept an invitation."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from casework.accounts.confirming import confirm_first
from casework.accounts.forms import InvitationForm, JoiningForm
from casework.accounts.invitations import (
    accept,
    find_invitation,
    invite,
    invite_again,
    invited_person,
    join,
    withdraw_invitation,
)
from casework.accounts.models import Invitation, User
from casework.accounts.policies import may_invite
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, NotNow, NotPermitted

# Of invitations that ended: enough to see what ended lately.
ENDED_SHOWN = 20
# More open ones than anybody looks through.
OPEN_SHOWN = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: PersonRequest) -> HttpResponse:
    """Show who is invited, and invite somebody."""
    if not (decision := may_invite(request.user)):
        raise NotPermitted(decision.reason)
    if request.method != "POST":
        return _page(request, InvitationForm(request.user))
    if detour := confirm_first(request):
        return detour
    form = InvitationForm(request.user, request.POST)
    try:
        made = invite(by=request.user, **form.said())
    except CaseworkError as error:
        form.refused("invitation", error)
        return _page(request, form, error.status)
    toasts.done(request, _("%(address)s is invited. The mail goes out now.") % {"address": made.email})
    return HttpResponseRedirect(reverse("account_invitations"), status=HTTPStatus.SEE_OTHER)


@login_required
@require_POST
def invitation_again(request: PersonRequest, invitation_id: int) -> HttpResponse:
    """Send an invitation once more, with a new link."""
    if detour := confirm_first(request):
        return detour
    sent = invite_again(invitation_id, by=request.user)
    toasts.done(
        request,
        _("%(address)s gets a new mail. The link of the one before opens nothing any more.")
        % {"address": sent.email},
    )
    return HttpResponseRedirect(reverse("account_invitations"), status=HTTPStatus.SEE_OTHER)


@login_required
@require_POST
def invitation_withdraw(request: PersonRequest, invitation_id: int) -> HttpResponse:
    """End an invitation."""
    ended = withdraw_invitation(invitation_id, by=request.user)
    toasts.done(request, _("The invitation of %(address)s is withdrawn.") % {"address": ended.email})
    return HttpResponseRedirect(reverse("account_invitations"), status=HTTPStatus.SEE_OTHER)


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Let the holder of a link join; whoever has an account already signs in and takes the role.

    Opening the link changes nothing: programs that look into mail open links too.
    """
    found = find_invitation(secret)
    person = invited_person(found)
    if isinstance(request.user, User):
        if person != request.user:
            raise NotNow(
                _("This invitation is not for %(name)s, who is signed in here. Sign out, then open the link.")
                % {"name": request.user}
            )
        return _take_role(request, found, secret)
    if person is None:
        return _join(request, found, secret)
    if not person.is_active:
        raise NotNow(
            _("Your account is deactivated. Ask the operator of this installation to reactivate it.")
        )
    return redirect_to_login(request.path)


def _take_role(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    if request.method == "POST" and isinstance(request.user, User):
        post = accept(secret, by=request.user)
        toasts.done(
            request,
            _("You have a role at the desk %(desk)s: %(role)s.")
            % {"desk": post.desk, "role": post.get_role_display()},
        )
        return HttpResponseRedirect(reverse("home"), status=HTTPStatus.SEE_OTHER)
    return render(request, "accounts/invitation_accept.html", {"invitation": found, "secret": secret})


def _join(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    language = translation.get_language() or "en"
    form = JoiningForm(found.email, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.instance.language = language
        try:
            join(secret, form.save(commit=False))
        except CaseworkError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Your account is made. Sign in with it."))
            return redirect("account_login")
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    context = {"invitation": found, "secret": secret, "form": form}
    return render(request, "accounts/invitation_accept.html", context, status=status)


def _page(request: PersonRequest, form: InvitationForm, status: int = HTTPStatus.OK) -> HttpResponse:
    mine = Invitation.objects.visible_to(request.user).select_related("desk", "invited_by", "accepted_by")
    context = {
        "form": form,
        "open": mine.open()[:OPEN_SHOWN],
        "ended": mine.ended()[:ENDED_SHOWN],
    }
    return render(request, "accounts/invitation_list.html", context, status=status)
