"""Ask people in, and let them in. Their mail has its own file.

The link of an invitation holds what follows from a random seed in its row and the secret key outside the
database; the row keeps a hash of it. So a copy of the tables opens nothing, and every attempt to send the
mail sends the same link.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Invitation, Membership, Role, User
from casework.accounts.policies import may_invite_to
from casework.accounts.services import set_role
from casework.accounts.signals import tell
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.refusals import refused_in_words

# Mails within a day: one person's to others, and everybody's to one address. More would be a nuisance.
MOST_BY_A_PERSON = 50
MOST_TO_AN_ADDRESS = 5
A_DAY = timedelta(days=1)


def invite(email: str, *, desk: Desk, role: Role, by: User) -> Invitation:
    """Ask whoever reads mail at `email` to take a role at a desk; the mail is sent by the clock of mails.

    It makes no difference, nor does the caller see, whether somebody with this address has an account.
    """
    _refuse_unless_allowed(by, desk, role)
    address = _address(email)
    with transaction.atomic(), refused_in_words():
        _refuse_too_many(by, address)
        made = Invitation(email=address, desk=desk, role=role, invited_by=by, **_new_link())
        made.save()
        tell(by, "accounts.invite", made, after={"role": role, "desk": desk.slug})
    return made


def forget_old_invitations() -> int:
    """Delete what is only mail addresses of people by now, and return how many. Safe to run twice."""
    return Invitation.objects.forgotten().delete()[0]


def invite_again(invitation_id: int, *, by: User) -> Invitation:
    """Send an open invitation once more, with a new link and a new life; the link before it opens nothing."""
    with transaction.atomic():
        found = _open(invitation_id, by)
        _refuse_unless_allowed(by, found.desk, Role(found.role))
        _refuse_too_many(by, found.email)
        changes = {**_new_link(), "invited_by": by, "asked": found.asked + 1, "asked_at": Now()}
        waiting = {"mail_due_at": Now(), "attempts": 0, "last_error": ""}
        Invitation.objects.filter(pk=found.pk).update(**changes, **waiting)
        tell(by, "accounts.invite_again", found)
    found.refresh_from_db()
    return found


def withdraw_invitation(invitation_id: int, *, by: User) -> Invitation:
    """End an open invitation: its link opens nothing any more."""
    with transaction.atomic():
        found = _open(invitation_id, by)
        _refuse_unless_allowed(by, found.desk, Role(found.role))
        Invitation.objects.filter(pk=found.pk).update(withdrawn_at=Now(), mail_due_at=None)
        tell(by, "accounts.withdraw_invitation", found)
    found.refresh_from_db()
    return found


def link_secret(invitation: Invitation) -> str:
    """Return what the link of an invitation holds."""
    return _secret(invitation.seed)


def find_invitation(secret: str) -> Invitation:
    """Return the live invitation of a link. NotFound, in one sentence, for every other."""
    found = (
        Invitation.objects.live().select_related("desk", "invited_by").filter(digest=_digest(secret)).first()
    )
    # Who invited may have lost the right since; what they began ends with it.
    if found is None or not may_invite_to(found.invited_by, found.desk, Role(found.role)):
        raise NotFound(
            _("This invitation was used, withdrawn, or is too old. Ask whoever invited you for a new one.")
        )
    return found


def invited_person(invitation: Invitation) -> User | None:
    """Return who has an account with the invited address, if anybody; for the holder of the link alone."""
    return User.objects.filter(email__iexact=invitation.email).first()


def join(secret: str, person: User) -> User:
    """Make the account of an invited person, with the password that a form validated, and their role."""
    with transaction.atomic(), refused_in_words():
        invitation = _held(secret)
        person.email, person.is_operator = invitation.email, False
        person.full_clean(exclude=["password"])
        person.save()
        _accept(invitation, person)
    return person


def accept(secret: str, *, by: User) -> Membership:
    """Give an invited person who has an account already their role; one that includes it stays."""
    with transaction.atomic():
        invitation = _held(secret)
        if invitation.email.lower() != by.email.lower():
            raise NotPermitted(_("This invitation went to another mail address. Sign in as its reader."))
        return _accept(invitation, by)


def _accept(invitation: Invitation, person: User) -> Membership:
    Invitation.objects.filter(pk=invitation.pk).update(
        accepted_at=Now(), accepted_by=person, mail_due_at=None
    )
    tell(person, "accounts.accept_invitation", invitation, after={"person": person.pk})
    return set_role(person, invitation.desk, Role(invitation.role), by=invitation.invited_by)


def _held(secret: str) -> Invitation:
    """Return the live invitation of a link and hold its row: of two at once, one comes too late."""
    found = find_invitation(secret)
    Invitation.objects.select_for_update().get(pk=found.pk)
    return find_invitation(secret)


def _open(invitation_id: int, by: User) -> Invitation:
    rows = Invitation.objects.visible_to(by).select_related("desk", "invited_by")
    found = rows.select_for_update(of=("self",)).filter(pk=invitation_id).first()
    if found is None:
        raise NotFound(_("There is no such invitation. Look at the list again."))
    if found.accepted_at or found.withdrawn_at:
        raise NotNow(_("This invitation was accepted or withdrawn meanwhile. Look at the list again."))
    return found


def _refuse_unless_allowed(by: User, desk: Desk, role: Role) -> None:
    if not (decision := may_invite_to(by, desk, role)):
        raise NotPermitted(decision.reason)


def _refuse_too_many(by: User, address: str) -> None:
    """Count the mails of a day; the row of whoever asks is held, so that nobody asks twice at a moment."""
    User.objects.select_for_update().get(pk=by.pk)
    lately = Invitation.objects.filter(asked_at__gt=Now() - A_DAY).order_by()
    asked = lately.filter(invited_by=by).aggregate(sum=Sum("asked"))["sum"] or 0
    if asked >= MOST_BY_A_PERSON:
        raise NotNow(
            _("You sent %(most)d invitations within a day. Wait until tomorrow.") % {"most": MOST_BY_A_PERSON}
        )
    reached = lately.filter(email__iexact=address).aggregate(sum=Sum("asked"))["sum"] or 0
    if reached >= MOST_TO_AN_ADDRESS:
        raise NotNow(
            _("This address got %(most)d invitations within a day. Ask its reader to look into their spam.")
            % {"most": MOST_TO_AN_ADDRESS}
        )


def _address(email: str) -> str:
    address = User.objects.normalize_email(email.strip())
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadInput(
            _("“%(address)s” is no mail address. Write one such as awa@example.org.")
            % {"address": email[:100]},
            field="email",
        ) from error
    return address


def _new_link() -> dict[str, Any]:
    seed = secrets.token_urlsafe(32)
    life = timedelta(days=settings.INVITATION_DAYS)
    return {"seed": seed, "digest": _digest(_secret(seed)), "expires_at": timezone.now() + life}


def _secret(seed: str) -> str:
    made = salted_hmac("casework.accounts.invitations", seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
