"""What an authority answers is kept only where a sceptic would have to accept it."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from casework.sources.stamping.answers import NoStamp, checked
from casework.sources.stamping.authority import LARGEST, Authority
from casework.sources.stamping.ordering import in_order
from tests.sources.fetching.site import trusting
from tests.sources.stamping.authority import (
    NAME,
    Desk,
    Reply,
    Server,
    authority,
    holder,
    needs_openssl,
    openssl,
)

CONTENT = b"About 20 soldiers died."
RECORDED = Path(__file__).with_name("recorded")
# What an authority says that stamps nothing: a PKIStatusInfo with the status 2, rejection.
REJECTION = bytes.fromhex("30053003020102")
TIRED = bytes.fromhex("3017301502010230100c0e546f6f206d616e790a746f646179")
STATED_AT = datetime(2026, 11, 28, 14, 21, 32, tzinfo=UTC)
RECORD = (STATED_AT, NAME, "5ea2")


def asking(server: Server, desk: Desk, **changes: Any) -> Authority:
    return Authority(server.url, tuple(x509.load_pem_x509_certificates(desk.roots.encode())), **changes)


@needs_openssl
def test_a_stamp_says_when_who_and_its_number(stamps: Desk) -> None:
    with authority(stamps.stamp) as server:
        first, second = (asking(server, stamps).stamp(CONTENT) for _ in range(2))

    assert abs(first.stated_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert first.authority == NAME
    assert int(second.serial, 16) == int(first.serial, 16) + 1


@needs_openssl
def test_others_check_it_without_us(stamps: Desk, tmp_path: Path) -> None:
    with authority(stamps.stamp) as server:
        stamp = asking(server, stamps).stamp(CONTENT)
    (tmp_path / "stamp.tsr").write_bytes(stamp.answer)
    (tmp_path / "bytes").write_bytes(CONTENT)

    said = openssl(
        *("ts", "-verify", "-in", tmp_path / "stamp.tsr", "-data", tmp_path / "bytes"),
        *("-CAfile", stamps.folder / "roots.pem", "-attime", int(stamp.stated_at.timestamp())),
    )

    assert "Verification: OK" in said


@needs_openssl
def test_certificates_may_stand_in_any_order(tmp_path: Path) -> None:
    """Large authorities send the signer first. It is kept as it came, and others check it as it came."""
    desk = Desk(tmp_path)
    (tmp_path / "more.pem").write_bytes(desk.root.pem)
    first, last = sorted([desk.signer.der, desk.root.der])

    def answer(question: bytes) -> bytes:
        return desk.stamp(question).replace(first + last, last + first)

    with authority(answer) as server:
        stamp = asking(server, desk).stamp(CONTENT)

    assert last + first in stamp.answer
    (tmp_path / "stamp.tsr").write_bytes(stamp.answer)
    (tmp_path / "bytes").write_bytes(CONTENT)
    said = openssl(
        *("ts", "-verify", "-in", tmp_path / "stamp.tsr", "-data", tmp_path / "bytes"),
        *("-CAfile", tmp_path / "roots.pem"),
    )
    assert "Verification: OK" in said


@needs_openssl
def test_nothing_but_the_hash_leaves_the_house(stamps: Desk) -> None:
    with authority(stamps.stamp) as server:
        asking(server, stamps).stamp(CONTENT)

    [question], [head] = server.questions, server.heads
    assert sha256(CONTENT).digest() in question
    assert len(question) < 100
    assert head.splitlines()[0] == "/stamps?for=tests"
    assert {line.split(":")[0] for line in head.splitlines()[1:] if line} == {
        *("Host", "User-Agent", "Content-Type", "Content-Length", "Accept", "Connection")
    }


@needs_openssl
@pytest.mark.parametrize(
    ("content", "said"), [(CONTENT, "Nonce mismatch"), (b"About 19 soldiers died.", "another hash")]
)
def test_a_stamp_for_another_question_is_refused(stamps: Desk, content: bytes, said: str) -> None:
    def reply(_question: bytes) -> bytes:
        return stamps.stamp(TimestampRequestBuilder(content, HashAlgorithm.SHA256).build().as_bytes())

    with authority(reply) as server, pytest.raises(NoStamp, match=said):
        asking(server, stamps).stamp(CONTENT)


@needs_openssl
def test_an_authority_that_nobody_named_is_refused(stamps: Desk, tmp_path: Path) -> None:
    with authority(Desk(tmp_path).stamp) as server, pytest.raises(NoStamp, match="does not hold"):
        asking(server, stamps).stamp(CONTENT)


@needs_openssl
def test_a_certificate_that_has_ended_is_refused(tmp_path: Path) -> None:
    ended = Desk(tmp_path, ends_in_days=-1)

    with authority(ended.stamp) as server, pytest.raises(NoStamp, match="expired"):
        asking(server, ended).stamp(CONTENT)


@needs_openssl
def test_a_key_for_another_use_is_refused(stamps: Desk) -> None:
    """openssl stamps with no such key, so the certificate in a good stamp is exchanged for another."""
    double = stamps.double().der

    def reply(question: bytes) -> bytes:
        return stamps.stamp(question).replace(stamps.signer.der, double)

    with authority(reply) as server, pytest.raises(NoStamp, match="unsuitable certificate purpose"):
        asking(server, stamps).stamp(CONTENT)


@needs_openssl
def test_a_signer_with_two_certificates_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "more.pem").write_bytes(desk.double().pem)

    with authority(desk.stamp) as server, pytest.raises(NoStamp, match="clearly which certificate"):
        asking(server, desk).stamp(CONTENT)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (lambda _: REJECTION, r"granted no stamp \(status 2\)"),
        (lambda _: TIRED, r"granted no stamp \(status 2 Too many today\)"),
        (lambda _: b"", "cannot be read"),
        (lambda _: b"<html>Come back later.</html>", "cannot be read as a stamp in DER"),
        (lambda _: REJECTION + b"and more", "cannot be read"),
        (lambda _: bytes(4 * LARGEST), "More bytes came"),
    ],
    ids=["rejection", "rejection with words", "nothing", "a page", "more behind", "too large"],
)
def test_what_is_no_stamp_is_refused(stamps: Desk, reply: Reply, said: str) -> None:
    with authority(reply) as server, pytest.raises(NoStamp, match=said):
        asking(server, stamps).stamp(CONTENT)


@pytest.mark.parametrize("status", [500, 302, 404])
def test_another_status_is_refused_and_no_redirect_followed(stamps: Desk, status: int) -> None:
    with authority(lambda _: b"No.") as server:
        server.status = status
        with pytest.raises(NoStamp, match=f"status {status}"):
            asking(server, stamps).stamp(CONTENT)


@needs_openssl
def test_an_authority_with_tls_is_asked_where_its_certificate_is_good(stamps: Desk) -> None:
    with authority(stamps.stamp, tls=True) as server:
        assert asking(server, stamps, tls=trusting()).stamp(CONTENT).authority == NAME
        with pytest.raises(NoStamp, match="The certificate is not good"):
            asking(server, stamps).stamp(CONTENT)
    assert len(server.questions) == 1


def test_an_authority_that_is_down_is_said_in_a_sentence(stamps: Desk) -> None:
    nowhere = Authority("http://127.0.0.1:1/", tuple(x509.load_pem_x509_certificates(stamps.roots.encode())))

    with pytest.raises(NoStamp, match="should: The host did not take the connection"):
        nowhere.stamp(CONTENT)


def silence(_question: bytes) -> bytes:
    time.sleep(1.5)
    return b""


@pytest.mark.parametrize(
    ("reply", "pace"),
    [(silence, 0.0), (lambda _: bytes(1000), 0.05)],
    ids=["silent", "a byte at a time"],
)
def test_a_slow_authority_has_one_deadline_for_everything(stamps: Desk, reply: Reply, pace: float) -> None:
    with authority(reply) as server:
        server.pace, began = pace, time.monotonic()
        with pytest.raises(NoStamp, match="deadline for everything together passed"):
            asking(server, stamps, patience_s=0.5).stamp(CONTENT)

    assert time.monotonic() - began < 1.4


def read(answer: bytes | None = None, **changes: Any) -> tuple[datetime, str, str]:
    """Check the recorded stamp, or another answer, as the answer to the recorded question."""
    asked = {
        "sha256": sha256(CONTENT).hexdigest(),
        "nonce": int((RECORDED / "nonce.txt").read_text(), 16),
        "roots": tuple(x509.load_pem_x509_certificates((RECORDED / "roots.pem").read_bytes())),
        "now": STATED_AT,
    }
    stamp = checked(answer or (RECORDED / "answer.tsr").read_bytes(), **{**asked, **changes})
    return stamp.stated_at, stamp.authority, stamp.serial


def test_a_recorded_stamp_is_read_without_a_network() -> None:
    assert read(now=STATED_AT + timedelta(minutes=4)) == RECORD


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sha256": "0" * 64}, "another hash"),
        ({"nonce": 7}, "Nonce mismatch"),
        ({"now": STATED_AT + timedelta(minutes=6)}, "more than five minutes"),
        ({"now": STATED_AT - timedelta(minutes=6)}, "more than five minutes"),
        ({"roots": (holder("Another root").certificate,)}, "unable to get local issuer certificate"),
    ],
)
def test_a_recorded_stamp_is_held_against_what_was_asked(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(NoStamp, match=said):
        read(**changes)


@pytest.mark.filterwarnings("ignore")
@given(place=st.integers(0, 869), value=st.integers(1, 255))
def test_with_any_byte_changed_it_is_refused_or_says_the_same(place: int, value: int) -> None:
    """What nobody signed may differ, such as words beside the status. Libraries warn of odd certificates."""
    answer = bytearray((RECORDED / "answer.tsr").read_bytes())
    answer[place % len(answer)] ^= value

    with suppress(NoStamp):
        assert read(bytes(answer)) == RECORD
    assert sorted(in_order(bytes(answer))) == sorted(answer)


@given(answer=st.binary(max_size=60))
def test_what_is_not_built_like_a_stamp_stays_as_it_is(answer: bytes) -> None:
    assert in_order(answer) == answer
