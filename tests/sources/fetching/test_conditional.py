"""Asking a site only whether something changed: what it said before goes back to the address that said it."""

import socket

import pytest

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.transport import Validators
from casework.sources.outcomes import Outcome
from tests.sources.fetching.site import page, redirect, site, transport

CAMP = page(b"<p>About 20 soldiers died.", 'ETag: "a1"', "Last-Modified: Mon, 27 Jan 2020 06:00:00 GMT")
SAME = b'HTTP/1.1 304 Not Modified\r\nETag: "a1"\r\n\r\n'


def test_what_a_site_says_about_its_state_is_kept() -> None:
    with site(camp=CAMP) as news:
        answer = transport().get(f"{news.base}/camp")

    assert answer.validators == Validators(f"{news.base}/camp", '"a1"', "Mon, 27 Jan 2020 06:00:00 GMT")
    assert not answer.is_unchanged


def test_it_is_sent_back_and_believed() -> None:
    with site(camp=SAME) as news:
        since = Validators(f"{news.base}/camp", '"a1"', "Mon, 27 Jan 2020 06:00:00 GMT")
        answer = transport().get(f"{news.base}/camp", since=since)

    assert (answer.is_unchanged, answer.body, answer.hops[-1].status) == (True, b"", 304)
    assert answer.validators == since
    assert 'If-None-Match: "a1"\r\nIf-Modified-Since: Mon, 27 Jan 2020 06:00:00 GMT' in news.requests[0]


def test_a_site_that_changed_answers_in_full() -> None:
    with site(camp=CAMP) as news:
        answer = transport().get(f"{news.base}/camp", since=Validators(f"{news.base}/camp", '"old"'))

    assert (answer.is_unchanged, answer.validators.etag) == (False, '"a1"')


def test_it_is_sent_to_no_other_address() -> None:
    with site(old=redirect("/camp"), camp=CAMP) as news:
        transport().get(f"{news.base}/old", since=Validators(f"{news.base}/camp", '"a1"'))

    assert ["If-None-Match" in each for each in news.requests] == [False, True]


def test_unchanged_since_nothing_is_no_answer() -> None:
    with site(camp=SAME) as news, pytest.raises(Failure) as failure:
        transport().get(f"{news.base}/camp")

    assert failure.value.outcome == Outcome.SITE_ERROR


@pytest.mark.parametrize("tag", [b'"' + b"a" * 300 + b'"', '"é"'.encode(), b"\x80"])
def test_a_mark_that_no_site_needs_is_not_sent_back(tag: bytes) -> None:
    def reply(connection: socket.socket) -> None:
        connection.sendall(CAMP.replace(b'"a1"', tag))

    with site(camp=reply) as news:
        answer = transport().get(f"{news.base}/camp")

    assert answer.validators.etag == ""
