"""Tell the demo: people at their desks, what the press wrote, what the people made of it, what others say."""

from django.db import transaction

from casework.accounts.models import Desk, User
from casework.demo.incidents import Player
from casework.demo.people import DESKS, add_people
from casework.demo.press import add_outlets, items
from casework.demo.reference import add_reference
from casework.sources.services import add_document

# Who files the texts of an outlet; everything else is for the desk Sahel.
FILED_BY = {"village-on-lake-albert": "olek"}


@transaction.atomic
def load() -> dict[str, str] | None:
    """Add the whole demo, or nothing where its desks exist. Returns the new passwords by user name."""
    if Desk.objects.filter(slug__in=DESKS).exists():
        return None
    passwords = add_people()
    sources = add_outlets(rated_by=User.objects.get(username="sira"))
    snapshots = {}
    for item in items():
        by = User.objects.get(username=FILED_BY.get(item.slug, "aminata"))
        document = add_document(
            by=by,
            desk=Desk.objects.get(memberships__user=by),
            text=item.text,
            url=item.url,
            outlet=sources[item.outlet].name,
            title=item.title,
            published_on=item.on,
            language="en",
        ).document
        snapshots[item.slug] = document.snapshots.get()
    Player(snapshots).play_all()
    add_reference()
    return passwords
