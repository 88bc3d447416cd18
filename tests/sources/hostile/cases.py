"""What a case of the battery is, and how it is put to the test."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

import pytest

from casework.sources.collecting import read_answer
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard
from casework.sources.material import Material
from tests.sources.fetching.site import OPEN, Reply, page, site, transport

PUBLIC = "93.184.215.14"
CAMP = b"<html><title>Camp attacked</title><p>About 20 soldiers died on Sunday, said two people."
# Nobody waits longer than this for a case that plays with time.
SHORT_S = 0.4


@dataclass(frozen=True, slots=True)
class Case:
    """What a site answers at /camp, and the outcomes that are right: one, or several with “|” between."""

    name: str
    reply: Reply
    outcome: str
    # What other paths answer.
    others: dict[str, Reply] = field(default_factory=dict)
    limits: dict[str, Any] = field(default_factory=dict)
    # A word that must be in the text that was read, and one that must not.
    says: str = ""
    never: str = ""


def each(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


def put_to_the_test(case: Case, guard: Guard | None = None) -> None:
    """Fetch and read what the case answers, by the whole way that a document takes."""
    outcome, material = outcome_of(case, guard)
    assert outcome in case.outcome.split("|")
    said = material.text if material else ""
    assert case.says in said
    assert not case.never or case.never not in said
    for text in (said, *(row["value"] for row in material.found.values())) if material else ():
        text.encode()
        assert "\0" not in text


def outcome_of(case: Case, guard: Guard | None = None) -> tuple[str, Material | None]:
    """Return the outcome of a first visit, with what was read where anything was."""
    with site(camp=case.reply) as news:
        news.replies |= {f"/{path}": reply for path, reply in case.others.items()}
        address = f"{news.base}/camp"
        try:
            answer = transport(guard=guard or guard_with([]), **case.limits).get(address)
            material = read_answer(address, answer)
        except Failure as failure:
            return failure.outcome, None
    return material.flaw or "ok", material


def html(body: bytes | str, *headers: str) -> bytes:
    return page(body.encode() if isinstance(body, str) else body, *headers)


def plain(body: bytes | str, charset: str = "") -> bytes:
    media_type = f"text/plain; charset={charset}" if charset else "text/plain"
    return page(body.encode() if isinstance(body, str) else body, media_type=media_type)


def typed(media_type: str, body: bytes) -> bytes:
    return page(body, media_type=media_type)


def slowly(*pieces: bytes, pause: float = 0.05) -> Callable[[socket.socket], None]:
    """Send the pieces with a pause after each; the last one again and again."""

    def reply(connection: socket.socket) -> None:
        for piece in chain(pieces, repeat(pieces[-1])):
            connection.sendall(piece)
            time.sleep(pause)

    return reply


def then_silence(beginning: bytes) -> Callable[[socket.socket], None]:
    """Send how an answer begins, and then nothing, without hanging up."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(beginning)
        connection.recv(1)

    return reply


def endless(head: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    """Send as fast as the line takes it, for ever."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return reply


def chunks(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


def answering(*answers: list[str]) -> Iterator[list[str]]:
    """What a name server says, one answer after the other; the last one again and again."""
    return chain(answers, repeat(answers[-1]))


def guard_with(*answers: list[str]) -> Guard:
    said = answering(*answers)
    return Guard(OPEN, resolve=lambda host, seconds: next(said))
