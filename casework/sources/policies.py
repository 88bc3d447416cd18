"""Who may bring and see documents."""

from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.core.decision import YES, Decision, no
from casework.sources.models import Document


def may_add_document(user: User, desk: Desk) -> Decision:
    """Loggers and everybody above them bring documents to their desk."""
    if user.has_role(Role.LOGGER, desk.pk):
        return YES
    return no(
        _("Only loggers, verifiers, reviewers and supervisors of “%(desk)s” add documents there.")
        % {"desk": desk}
    )


def may_add_text(user: User, document: Document) -> Decision:
    """Loggers, and everybody above them, of a desk that the document reached add what it says."""
    if document.desk_links.filter(desk__in=user.desks_with(Role.LOGGER)).exists():
        return YES
    return no(_("Only loggers, verifiers, reviewers and supervisors add texts. Tell one what is missing."))


def may_fetch_document(user: User, document: Document) -> Decision:
    """Loggers, and everybody above them, of a desk that the document reached have it fetched again."""
    if document.desk_links.filter(desk__in=user.desks_with(Role.LOGGER)).exists():
        return YES
    return no(_("Only loggers, verifiers, reviewers and supervisors have documents fetched. Ask one."))


def may_part_documents(user: User, document: Document) -> Decision:
    """Verifiers, and everybody above them, of a desk that the document reached say whose voice it is."""
    if document.desk_links.filter(desk__in=user.desks_with(Role.VERIFIER)).exists():
        return YES
    return no(_("Only verifiers join and part sources. Tell one what you know."))


def may_edit_sources(user: User) -> Decision:
    """Supervisors keep and rate sources, for all desks together."""
    if user.has_role(Role.SUPERVISOR):
        return YES
    return no(_("Only supervisors change and rate sources. Tell yours what should change."))


def may_edit_document(user: User, document: Document) -> Decision:
    """Supervisors of a desk that the document reached correct its particulars and set its mark."""
    if document.desk_links.filter(desk__in=user.desks_with(Role.SUPERVISOR)).exists():
        return YES
    return no(_("Only supervisors change a document. Tell yours what should change."))


def may_follow_feeds(user: User, desk: Desk) -> Decision:
    """Supervisors say which feeds their desk follows, and by which words."""
    if user.has_role(Role.SUPERVISOR, desk.pk):
        return YES
    return no(_("Only supervisors of “%(desk)s” choose its feeds and rules. Tell one.") % {"desk": desk})


def may_triage(user: User, desk: Desk) -> Decision:
    """Loggers, and everybody above them, decide about new items of their desk."""
    if user.has_role(Role.LOGGER, desk.pk):
        return YES
    return no(
        _("Only loggers, verifiers, reviewers and supervisors of “%(desk)s” decide about its items.")
        % {"desk": desk}
    )
