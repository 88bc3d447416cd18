"""Look at feeds here and now, and say what came of each."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models.functions import Now

from casework.core.errors import BadInput
from casework.sources.addresses import visitable
from casework.sources.feeds.visiting import Looked, visit_in_turn
from casework.sources.fetching.transport import Transport
from casework.sources.models import Feed


class Command(BaseCommand):
    """Safe to run beside the worker: nobody looks at a feed that another looks at."""

    help = "Look at the feeds that are due, or at one by its address, and say what came of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", nargs="?", default="", help="Of one feed, due or not.")

    def handle(self, *args: Any, **options: Any) -> str:
        if options["address"]:
            return _said(*_one(options["address"]))
        transport, looked = Transport.from_settings(), 0
        while (feed := Feed.take_next()) is not None:
            if (came := visit_in_turn(feed, transport)) is not None:
                self.stdout.write(_said(feed, came))
                looked += 1
        return f"Feeds that were looked at: {looked}."


def _one(address: str) -> tuple[Feed, Looked]:
    try:
        feed = Feed.objects.filter(address=visitable(address)).first()
    except BadInput as error:
        raise CommandError(error.message) from error
    if feed is None:
        raise CommandError("No desk follows a feed with this address. Add it in the administration.")
    if feed.is_stopped:
        raise CommandError("This feed is stopped. Start it again on the page of feeds.")
    Feed.objects.filter(pk=feed.pk, attempts=0, next_visit_at__isnull=False).update(next_visit_at=Now())
    taken = Feed.take_next(only=feed.pk)
    looked = visit_in_turn(taken, Transport.from_settings()) if taken else None
    if taken is None or looked is None:
        raise CommandError("Somebody is looking at it already, or its host rests. Try again in a moment.")
    return taken, looked


def _said(feed: Feed, looked: Looked) -> str:
    more = f" {looked.detail}" if looked.detail else ""
    return f"{feed.address}: {looked.outcome.label}, {looked.new} new.{more}"
