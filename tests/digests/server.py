"""A mail server on loopback that takes mail and, on request, does harm at the worst moment."""

import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.servers import running


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps every mail. `on_mail` is called when a mail is there whole, before the server says yes to it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.address = ("127.0.0.1", self.socket.getsockname()[1])
        self.mails: list[EmailMessage] = []
        self.answer = "250 Taken."
        self.answer_to_reader = "250 Fine."
        self.on_mail: Callable[[], None] = lambda: None


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as smtplib speaks."""

    server: MailServer

    def handle(self) -> None:
        self._say("220 loopback")
        while line := self.rfile.readline():
            word = line.split(maxsplit=1)[0].upper() if line.strip() else b""
            if word == b"DATA":
                self._say("354 Go on.")
                self._take_mail()
            elif word == b"RCPT":
                self._say(self.server.answer_to_reader)
            elif word == b"QUIT":
                self._say("221 Good-bye.")
                return
            else:
                self._say("250 Fine.")

    def _take_mail(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if self.server.answer.startswith("2"):
            mail = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.server.mails.append(mail)
        self.server.on_mail()
        self._say(self.server.answer)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server for the time of the block."""
    with running(MailServer()) as server:
        yield server
