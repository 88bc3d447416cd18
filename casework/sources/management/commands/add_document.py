import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date

from casework.accounts.models import Desk, User
from casework.core.errors import CaseworkError
from casework.sources.collecting import collect
from casework.sources.fetching.transport import Transport
from casework.sources.material import refuse_too_large
from casework.sources.models import Document, Snapshot
from casework.sources.outcomes import Outcome
from casework.sources.services import Added, add_document


class Command(BaseCommand):
    """A door to the service that the page uses: the person needs a role at the desk here too."""

    help = "File a document in the name of a person of the desk: a file, or an address, which is fetched now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            metavar="FILE or URL",
            help="Plain text, a web page or a PDF, up to 10 MB, or its address.",
        )
        parser.add_argument("--desk", required=True, help="The desk's short name, such as sahel.")
        parser.add_argument("--by", required=True, help="User name of the person who files it.")
        parser.add_argument("--url", default="", help="Where a file was published.")
        parser.add_argument("--outlet", default="", help="Who published it.")
        parser.add_argument("--title", default="", help="Its title.")
        parser.add_argument("--published-on", default="", help="The day, such as 2020-01-27.")

    def handle(self, *args: Any, **options: Any) -> str:
        desk = Desk.objects.filter(slug=options["desk"]).first()
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if desk is None or by is None:
            raise CommandError("There is no such desk or no such person. Look both up in the administration.")
        said = {name: options[name] for name in ("url", "outlet", "title")}
        is_address = "://" in options["what"]
        if is_address:
            said["url"], content = options["what"], b""
        try:
            if not is_address:
                content = _content(Path(options["what"]))
            day = _day(options["published_on"])
            added = add_document(by=by, desk=desk, file=content, published_on=day, **said)
        except CaseworkError as error:
            raise CommandError(error.message) from error
        return _fetched(added, by) if is_address else _filed(added)


def _filed(added: Added) -> str:
    what = "Filed" if added.is_new_document or added.is_new_snapshot else "Nothing new in"
    return f"{what} document {added.document.pk}, {_named(added.snapshot)}."


def _fetched(added: Added, by: User) -> str:
    """Fetch the document here and now, unless a worker was quicker, and say what came of it."""
    document = Document.claim_next(only=added.document.pk)
    if document is None:
        return f"Document {added.document.pk} is known, {_named(added.snapshot)}."
    visit = collect(document, Transport.from_settings(), by=by)
    outcome = Outcome(visit.outcome)
    if visit.snapshot and outcome.is_success:
        return f"Filed document {document.pk}, {_named(visit.snapshot)}."
    document.refresh_from_db()
    raise CommandError(
        f"Document {document.pk} was filed, but not read. "
        f"{outcome.sentence} {visit.detail} {document.next_step}"
    )


def _named(snapshot: Snapshot | None) -> str:
    return f"snapshot {snapshot.number}: {snapshot.sha256}" if snapshot else "without a snapshot yet"


def _content(path: Path) -> bytes:
    try:
        refuse_too_large(path.stat().st_size, "file")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read. Check its name and your rights to it.") from error


def _day(text: str) -> datetime.date | None:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if text and day is None:
        raise CommandError(f"“{text}” is not a day. Write it as 2020-01-27.")
    return day
