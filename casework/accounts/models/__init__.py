"""People, how they are asked in, their desks, their roles there, and the keys of their programs."""

from casework.accounts.models.desk import Desk, Membership, Role
from casework.accounts.models.invitation import Invitation, InvitationQuerySet
from casework.accounts.models.key import ApiKey, ApiKeyQuerySet, Scope
from casework.accounts.models.person import User, UserManager
from casework.accounts.models.service import Service, ServiceQuerySet

__all__ = [
    "ApiKey",
    "ApiKeyQuerySet",
    "Desk",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "Role",
    "Scope",
    "Service",
    "ServiceQuerySet",
    "User",
    "UserManager",
]
