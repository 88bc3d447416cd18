"""An authority on loopback that stamps with openssl and certificates of its own, or says what a test says."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from tests.servers import running
from tests.sources.fetching.site import tls_context

NAME = "Stamps of the Sahel"
STAMPING, MAILING = ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.EMAIL_PROTECTION
CONFIG = """
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""
OPENSSL = shutil.which("openssl") or ""
needs_openssl = pytest.mark.skipif(
    not OPENSSL, reason="NOT RUN: authorities of tests stamp with the openssl command."
)


Key = ec.EllipticCurvePrivateKey


@dataclass
class Holder:
    """Somebody with a key and a certificate: a root, or who stamps."""

    name: str
    key: Key
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


def holder(
    name: str,
    *,
    by: Holder | None = None,
    use: ObjectIdentifier | None = None,
    ends_in_days: int = 7000,
    like: Holder | None = None,
) -> Holder:
    """Make a certificate, by a root or a root itself; `like` another, it has its key and number."""
    now, key = datetime.now(UTC), like.key if like else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(like.certificate.serial_number if like else x509.random_serial_number())
        .not_valid_before(now - timedelta(days=7000))
        .not_valid_after(now + timedelta(days=ends_in_days))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    )
    if use:
        made = made.add_extension(x509.ExtendedKeyUsage([use]), critical=True)
    return Holder(name, key, made.sign(by.key if by else key, SHA256()))


class Desk:
    """A root, and who stamps for it with `openssl ts -reply`."""

    def __init__(self, folder: Path, **certificate: Any) -> None:
        self.folder = folder
        self.root = holder("Root of the Sahel")
        self.signer = holder(NAME, by=self.root, use=STAMPING, **certificate)
        self.roots = self.root.pem.decode()
        key = self.signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "roots.pem").write_bytes(self.root.pem)
        (folder / "signer.pem").write_bytes(self.signer.pem)
        (folder / "key.pem").write_bytes(key)
        (folder / "serial").write_text("5EA1")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))

    def stamp(self, question: bytes) -> bytes:
        """Answer a question as an authority does."""
        with tempfile.TemporaryDirectory() as place:
            asked, answer = Path(place) / "asked.tsq", Path(place) / "answer.tsr"
            asked.write_bytes(question)
            openssl(
                *("ts", "-reply", "-config", self.folder / "tsa.cnf", "-queryfile", asked, "-out", answer),
                *("-signer", self.folder / "signer.pem", "-inkey", self.folder / "key.pem"),
                *(("-chain", self.folder / "more.pem") if (self.folder / "more.pem").exists() else ()),
            )
            return answer.read_bytes()

    def double(self) -> Holder:
        """Return a certificate of the signer that is good for mail alone, as long as the other.

        It begins and ends later, so it stands behind the other in the order that DER wants.
        """
        while True:
            made = holder(NAME, by=self.root, use=MAILING, like=self.signer, ends_in_days=7001)
            if len(made.der) == len(self.signer.der):
                return made


def openssl(*words: object) -> str:
    """Run openssl, and return what it said; an error where it refuses."""
    command = [OPENSSL, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


# What is answered to a question: a whole answer.
Reply = Callable[[bytes], bytes]


class Server(ThreadingHTTPServer):
    """Keeps every question. `reply` makes the answer, sent with `status`, at a `pace` of seconds a byte."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, reply: Reply, *, tls: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.reply, self.status, self.pace = reply, 200, 0.0
        self.questions: list[bytes] = []
        self.heads: list[str] = []
        if tls:
            self.socket = tls_context().wrap_socket(self.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server_address[1]}/stamps?for=tests"


class _Asked(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        question = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.questions.append(question)
        self.server.heads.append(f"{self.path}\n{self.headers}")
        answer = self.server.reply(question)
        with suppress(OSError):
            self.send_response(self.server.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            for start in range(len(answer) if self.server.pace else 0):
                time.sleep(self.server.pace)
                self.wfile.write(answer[start : start + 1])
            self.wfile.write(b"" if self.server.pace else answer)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def authority(reply: Reply, *, tls: bool = False) -> Iterator[Server]:
    """Run an authority for the time of the block."""
    with running(Server(reply, tls=tls)) as server:
        yield server
