"""Whether what an authority answered is a stamp that a sceptic has to accept.

The library reads the answer, compares the nonce, and follows signature and certificates to the roots, for a
key whose only use is to stamp, at the time that the stamp states. What it leaves to its caller is done here:
which hash it was, whether the time can be true, and that the signer is one and named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.x509.oid import NameOID
from rfc3161_client import TimeStampResponse, VerificationError, VerifierBuilder, decode_timestamp_response

from casework.core.text import storable
from casework.sources.stamping.ordering import in_order

# An authority keeps time to the second; the clock of a server is seldom five minutes off without an alarm.
CLOCKS_DIFFER = timedelta(minutes=5)
SERIAL_BITS = 160
_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
_GRANTED = 0
# What the libraries raise at bytes that are no stamp: found by changing every byte of one.
_UNREADABLE = (
    *(ValueError, KeyError, x509.InvalidVersion),
    *(x509.DuplicateExtension, x509.UnsupportedGeneralNameType),
)
_AUTHORITY = 300


class NoStamp(Exception):
    """No stamp that can be kept came. Its text is a sentence for the log."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """An answer that was found good, as it came, and what it states."""

    answer: bytes
    stated_at: datetime
    authority: str
    serial: str


def checked(
    answer: bytes, *, sha256: str, nonce: int, roots: tuple[x509.Certificate, ...], now: datetime
) -> Stamp:
    """Return the stamp that an answer holds; NoStamp says what is wrong with it."""
    try:
        read = decode_timestamp_response(in_order(answer))
        if read.status != _GRANTED:
            said = " ".join([f"status {read.status}", *read.status_string])
            raise NoStamp(f"The authority granted no stamp ({storable(' '.join(said.split()))[:200]}).")
        _compare(read, sha256=sha256, now=now)
        authority = _signer(read)
        verifier = VerifierBuilder(roots=list(roots), nonce=nonce).build()
        verifier.verify(read, bytes.fromhex(sha256))
        return Stamp(answer, read.tst_info.gen_time, authority, f"{read.tst_info.serial_number:x}")
    except VerificationError as error:
        raise NoStamp(f"The stamp does not hold: {_reason(error)}.") from error
    except _UNREADABLE as error:
        raise NoStamp(f"The answer cannot be read as a stamp in DER (RFC 3161): {error}.") from error


def _reason(error: VerificationError) -> str:
    """Return what is wrong, without the places in OpenSSL's own code where it was noticed."""
    said = str(error)
    found = re.search(r'Verify error: ?([^"]+)"', said) or re.search(r'reason: "([^"]+)"', said)
    return found[1] if found else said.rstrip(".")


def _compare(read: TimeStampResponse, *, sha256: str, now: datetime) -> None:
    said = read.tst_info
    if said.message_imprint.hash_algorithm != _SHA256 or said.message_imprint.message.hex() != sha256:
        raise NoStamp("The stamp is for another hash than the one that was sent.")
    if abs(said.gen_time - now) > CLOCKS_DIFFER:
        raise NoStamp(
            f"The stamp states {said.gen_time.isoformat()}, more than five minutes from the clock of this "
            "machine. Compare that clock with others."
        )
    if not 0 <= said.serial_number < 1 << SERIAL_BITS:
        raise NoStamp("The number of the stamp has more than 160 bits.")


def _signer(read: TimeStampResponse) -> str:
    """Return what the certificate of the signer calls itself.

    Two certificates with the issuer and number of the signer would leave open which of them was looked at.
    """
    signers = {(each.issuer, each.serial_number) for each in read.signed_data.signer_infos}
    found = [
        each
        for each in map(x509.load_der_x509_certificate, read.signed_data.certificates)
        if (each.issuer, each.serial_number) in signers
    ]
    if len(found) != 1:
        raise NoStamp("The stamp does not say clearly which certificate signed it.")
    subject = found[0].subject
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = storable(str(names[0].value) if names else subject.rfc4514_string()).strip()[:_AUTHORITY]
    if not name:
        raise NoStamp("The certificate of the signer has no name.")
    return name
