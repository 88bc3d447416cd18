"""The certificates of a time stamp, in the order of their bytes.

A stamp may be written so that a set stands in any order (BER, RFC 5652 section 4), and large authorities send
first who signed, then who vouches for whom. The library reads only the one order of DER. The certificates lie
beside what is signed, and all keep their length, so a copy with them in order says the same in every byte.
"""

from __future__ import annotations

from typing import NamedTuple

# SignedData of RFC 5652, section 5.1: certificates [0] IMPLICIT CertificateSet.
_CERTIFICATES = 0xA0
# Lengths are written with at most so many bytes: four of them are more than is ever read of an answer.
_LENGTH_BYTES = 4


class _Element(NamedTuple):
    """Where one value of ASN.1 stands among the bytes, and where its content does."""

    tag: int
    begin: int
    content: int
    end: int


def in_order(answer: bytes) -> bytes:
    """Return a TimeStampResp with its certificates in DER's order; anything else as it is."""
    try:
        found = _certificates(answer)
        parts = sorted(answer[each.begin : each.end] for each in _inside(answer, found))
    except (ValueError, IndexError):
        return answer
    return answer[: found.content] + b"".join(parts) + answer[found.end :]


def _certificates(answer: bytes) -> _Element:
    """Find the certificates; ValueError or IndexError where this is not built like a granted stamp."""
    [response] = _elements(answer, 0, len(answer))
    _status, token = _inside(answer, response)
    _kind, wrapped = _inside(answer, token)
    [signed] = _inside(answer, wrapped)
    [found] = [each for each in _inside(answer, signed) if each.tag == _CERTIFICATES]
    return found


def _inside(answer: bytes, element: _Element) -> list[_Element]:
    return _elements(answer, element.content, element.end)


def _elements(answer: bytes, begin: int, end: int) -> list[_Element]:
    found = []
    while begin < end:
        length, content = answer[begin + 1], begin + 2
        if length >= 0x80:
            more = length - 0x80
            if not 1 <= more <= _LENGTH_BYTES:
                raise ValueError("This is no length of ASN.1 that says where its value ends.")
            content += more
            length = int.from_bytes(answer[begin + 2 : content])
        if content + length > end:
            raise ValueError("A value of ASN.1 is longer than what it stands in.")
        found.append(_Element(answer[begin], begin, content, content + length))
        begin = content + length
    return found
