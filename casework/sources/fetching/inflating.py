"""Undo the compression of a body without unpacking more than is allowed: 10 kB can hold gigabytes."""

import zlib

from casework.sources.fetching.failure import Failure
from casework.sources.outcomes import Outcome

# Asked for, and nothing else is understood. Brotli and zstd would need a package each.
ENCODINGS = "gzip, deflate"
_EITHER_HEADER, _NO_HEADER = 47, -15


class Inflater:
    """Takes the bytes of a body as they come and keeps at most `most` bytes of what they unpack to."""

    def __init__(self, encoding: str, *, most: int) -> None:
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise Failure(Outcome.BAD_TYPE, "The body is compressed in a way that was not asked for.")
        self._is_plain = encoding in ("", "identity")
        self._may_lack_header = encoding == "deflate"
        self._unpacking = zlib.decompressobj(_EITHER_HEADER)
        self._most = most
        self.body = bytearray()

    def feed(self, data: bytes) -> None:
        """Take some more; Failure when it is too much or not what it was said to be."""
        if self._is_plain:
            self._keep(data)
            return
        while data:
            self._keep(self._unpacked(data))
            data = self._unpacking.unconsumed_tail or self._next_member()

    def end(self) -> bytes:
        """Return the whole body; Failure when its end is missing."""
        if not self._is_plain and not self._unpacking.eof:
            raise Failure(Outcome.TRUNCATED, "The compressed body ends too early.")
        return bytes(self.body)

    def _unpacked(self, data: bytes) -> bytes:
        # One byte more than allowed is enough to know that it is too much.
        room = self._most - len(self.body) + 1
        try:
            return self._unpacking.decompress(data, room)
        except zlib.error as error:
            # Some servers send deflate without the header that the standard asks for.
            if not self._may_lack_header or self.body:
                raise Failure(Outcome.TRUNCATED, "The compressed body is damaged.") from error
            self._may_lack_header, self._unpacking = False, zlib.decompressobj(_NO_HEADER)
            return self._unpacked(data)

    def _next_member(self) -> bytes:
        """Go on with what follows the end of a gzip member: another member, or padding, which is dropped."""
        rest = self._unpacking.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return b""
        self._unpacking = zlib.decompressobj(_EITHER_HEADER)
        return rest

    def _keep(self, data: bytes) -> None:
        self.body += data
        if len(self.body) > self._most:
            raise Failure(Outcome.TOO_LARGE, f"The body has more than {self._most} bytes.")
