"""Tell the demo: people at their desks, what the press wrote, what the people made of it, what others say."""

from django.db import transaction

from casework.accounts.models import Desk, User
from casework.demo.coding import code_one, draw_everything, make_one_exercise
from casework.demo.feeds import add_feeds
from casework.demo.incidents import Player
from casework.demo.people import DESKS, add_people
from casework.demo.press import Item, add_outlets, corrections, items
from casework.demo.reference import add_reference
from casework.incidents.services.rechecking import reanchor_next
from casework.sources.models import Document, Source
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
    snapshots = {item.slug: _file(item, sources).snapshots.get() for item in items()}
    add_feeds(sources)
    draw_everything()
    Player(snapshots).play_all()
    code_one()
    make_one_exercise()
    for item in corrections():
        _file(item, sources)
    while reanchor_next():
        pass
    add_reference()
    return passwords


def _file(item: Item, sources: dict[str, Source]) -> Document:
    """Bring a text of the press as somebody at a desk would; at a known address it is the next snapshot."""
    by = User.objects.get(username=FILED_BY.get(item.slug, "aminata"))
    return add_document(
        by=by,
        desk=Desk.objects.get(memberships__user=by),
        text=item.text,
        url=item.url,
        outlet=sources[item.outlet].name,
        title=item.title,
        published_on=item.on,
        language="en",
    ).document
