"""Signing in, and what the admin shows to whom."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest

from casework.accounts.models import Membership, Role, User
from casework.accounts.validators import MaximumLengthValidator
from casework.core.prepared import Prepared

# What each may do in the admin. Written by hand: a model that nobody lists here is on nobody's screen.
OPERATOR = {
    "accounts.view_user",
    "accounts.add_user",
    "accounts.change_user",
    "accounts.view_desk",
    "accounts.add_desk",
    "accounts.change_desk",
    "accounts.view_membership",
    "accounts.add_membership",
    "accounts.change_membership",
    "accounts.delete_membership",
    "accounts.view_apikey",
    "accounts.view_service",
    "audit.view_entry",
    "digests.view_digest",
    "digests.view_subscription",
}
SUPERVISOR = {
    "accounts.view_service",
    "audit.view_entry",
    "codebook.view_country",
    "codebook.view_edition",
    "codebook.view_vocabulary",
    "codebook.view_term",
    "codebook.view_actor",
    "codebook.add_actor",
    "codebook.change_actor",
    "codebook.view_actoralias",
    "codebook.add_actoralias",
    "codebook.change_actoralias",
    "codebook.delete_actoralias",
    "codebook.view_place",
    "codebook.add_place",
    "codebook.change_place",
    "sources.view_source",
    "sources.add_source",
    "sources.change_source",
    "sources.view_sourcedomain",
    "sources.add_sourcedomain",
    "sources.change_sourcedomain",
    "sources.view_sourcereliability",
    "sources.add_sourcereliability",
    "sources.view_agency",
    "sources.add_agency",
    "sources.change_agency",
    "sources.view_document",
    "sources.change_document",
    "sources.view_snapshot",
    "sources.view_feed",
    "sources.add_feed",
    "coding.view_plan",
    "coding.add_plan",
    "coding.change_plan",
    "coding.view_draw",
    "review.view_approvalqueue",
    "crossref.view_externalrecord",
    "review.view_deskincident",
    "crossref.view_judgement",
    "crossref.view_offer",
    "digests.view_digest",
    "publication.view_publishedrevision",
    "publication.view_publicnotice",
    "publication.view_release",
}


_POSTS = Prepared(lambda user: Membership.objects.filter(user=user).select_related("user", "desk"))


class RoleBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """The only backend: passwords by allauth, permissions by role. No database table adds to them."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Return the person whose password this is. One too long for any account is not even hashed."""
        if len(credentials.get("password") or "") > MaximumLengthValidator.LONGEST:
            return None
        user: User | None = super().authenticate(request, **credentials)
        return user

    def get_user(self, user_id: int) -> User | None:
        """Return the person who is signed in, with what they do at which desk: one query, not two."""
        posts = _POSTS.rows(user_id)
        user = posts[0].user if posts else User.objects.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.remember_posts(posts)
        return user

    def user_can_authenticate(self, user: User) -> bool:
        """Let nobody be signed in as a service, whatever else fails."""
        return super().user_can_authenticate(user) and not user.is_service

    @classmethod
    def _stash_user(cls, user: User | None) -> None:
        """Let a deactivated person see what a wrong password shows: allauth would tell them apart."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: models.Model | None = None) -> bool:
        return perm in self.get_all_permissions(user_obj)

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        return any(each.startswith(f"{app_label}.") for each in self.get_all_permissions(user_obj))

    def get_all_permissions(
        self, user_obj: User | AnonymousUser, obj: models.Model | None = None
    ) -> set[str]:
        """Return the names of what the person may do in the admin, such as "accounts.change_user"."""
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return set()
        operator = OPERATOR if user_obj.is_operator else set()
        return operator | (SUPERVISOR if user_obj.has_role(Role.SUPERVISOR) else set())
