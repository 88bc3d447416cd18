"""Bytes kept under the hash of what they are, on disk or in an object store. Written once, never changed.

Where they lie is for the settings to say: a directory (`CASEWORK_CAPTURES`), or storage that speaks S3.
"""

import hashlib
import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from casework.core.errors import CaseworkError
from casework.sources.storing.disk import Disk
from casework.sources.storing.s3 import Bucket

log = logging.getLogger(__name__)


class Unavailable(CaseworkError):
    """What keeps the bytes cannot take or give any at the moment: a full disk, a store that is down."""

    code = "store_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE


class Damaged(Exception):
    """The bytes under a hash are no longer the bytes that have this hash."""


class Keeper(Protocol):
    """What keeps bytes under a hash. It is asked for hashes only, never for names of others."""

    def read(self, sha256: str) -> bytes:
        """Return the bytes; FileNotFoundError where there are none."""

    def write(self, sha256: str, content: bytes) -> None:
        """Keep the bytes, in place of others where there are any; then they survive a power cut."""

    def hashes(self) -> Iterator[str]:
        """Yield every hash under which bytes are kept, in order."""


def keeper() -> Keeper:
    """Return where this installation keeps its bytes."""
    if settings.CAPTURES_S3_URL:
        return Bucket.from_settings()
    return Disk(settings.CAPTURES_DIR)


def put(content: bytes) -> str:
    """Keep `content` and return its sha256. When this returns, the bytes survive a power cut.

    Any number of writers may put the same bytes at once. An unsound file of that name is replaced.
    Unavailable says that nothing was kept.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    kept = keeper()
    try:
        if not is_sound(kept, sha256):
            kept.write(sha256, content)
    except OSError as error:
        log.exception("Bytes could not be kept.")
        raise Unavailable(
            _("The bytes cannot be kept at the moment, so nothing was filed. Try again in a few minutes.")
        ) from error
    return sha256


def get(sha256: str) -> bytes:
    """Return the bytes with this hash; FileNotFoundError when they are not kept, Damaged when changed."""
    content = keeper().read(sha256)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(f"The bytes kept under {sha256} have another hash. Restore them from a backup.")
    return content


def verify() -> Iterator[tuple[str, bool]]:
    """Yield the hash of everything that is kept, and whether its bytes still have it."""
    kept = keeper()
    for sha256 in kept.hashes():
        yield sha256, is_sound(kept, sha256)


def is_sound(kept: Keeper, sha256: str) -> bool:
    """Say whether the bytes are kept there and still have their hash."""
    try:
        return hashlib.sha256(kept.read(sha256)).hexdigest() == sha256
    except FileNotFoundError:
        return False
