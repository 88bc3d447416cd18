"""People who take, edit, submit, agree and approve over HTTP, and remember every answer they got.

An answer that did not come is asked for again, with the same Idempotency-Key, until one comes: what a careful
program does. Some requests are sent again although they were answered, as an impatient one does.
"""

import http.client
import json
import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# How long one request may go without an answer before the run counts it as never answered.
PATIENCE = 60.0
# A server that is away is asked again after so many seconds.
PAUSE = 0.2


@dataclass
class Ledger:
    """What everybody was told; threads add to it."""

    edits: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    doubles: list[tuple[str, str, str]] = field(default_factory=list)
    holders: dict[str, tuple[str, float]] = field(default_factory=dict)
    unanswered: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def holds(self, uid: str, name: str, asked_at: float) -> None:
        """Note that somebody was told they hold an incident. Who held it all the while makes it a double."""
        with self.lock:
            other = self.holders.get(uid)
            if other and other[0] != name and other[1] < asked_at:
                self.doubles.append((uid, other[0], name))
            self.holders[uid] = (name, time.monotonic())

    def lets_go(self, uid: str, name: str) -> None:
        """Note that somebody is about to give an incident away: from now on others may hold it."""
        with self.lock:
            if self.holders.get(uid, ("", 0.0))[0] == name:
                del self.holders[uid]


@dataclass
class Answer:
    """What came back; status 0: nothing, until patience ended."""

    status: int
    data: Any
    request_ids: list[str]

    @property
    def version(self) -> int:
        return int(self.data["version"])


class Person(threading.Thread):
    """One of them, until told to stop."""

    def __init__(
        self, name: str, key: str, port: int, uids: list[str], ledger: Ledger, stop: threading.Event
    ):
        super().__init__(name=name, daemon=True)
        self.key, self.port, self.uids, self.ledger, self.stop = key, port, uids, ledger, stop
        self.chance = random.Random(name)  # noqa: S311  a repeatable choice, no secret
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self.step(self.chance.choice(self.uids))
            except Exception as error:  # noqa: BLE001  a person who falls over is a finding of the run
                self.ledger.faults.append(f"{self.name} fell over: {type(error).__name__}: {error}")

    def step(self, uid: str) -> None:
        """Look at an incident and do the next thing that its state allows."""
        seen = self.ask("GET", uid)
        if seen.status != 200:
            return
        state, version, summary = seen.data["review_state"], seen.version, _summary(seen.data)
        if self.chance.random() < 0.1:
            self.comment(uid)
        if state in ("new", "returned", "pending", "verifying"):
            self.verify(uid, state, version, summary)
        elif state in ("submitted", "reviewed"):
            others = {"submitted": "agree", "reviewed": "approve"}
            if self.chance.random() < 0.15:
                self.edit(uid, version, summary)
            else:
                self.move(uid, others[state], version)
        elif state == "approved" and self.chance.random() < 0.5:
            # Must be refused: nothing changes what was approved.
            self.edit(uid, version, summary)
        elif state == "approved":
            self.move(uid, "reopen", version, note="There is a new report.")

    def verify(self, uid: str, state: str, version: int, summary: str) -> None:
        """Take it, start it where that is to be done, then edit or submit; now and then give it back."""
        asked_at = time.monotonic()
        if self.ask("PUT", uid, "lease/").status != 204:
            return
        self.ledger.holds(uid, self.name, asked_at)
        if state != "verifying":
            version = self.move(uid, "start", version)
        if version and self.chance.random() < 0.7:
            version = self.edit(uid, version, summary)
        if version and self.chance.random() < 0.7:
            self.move(uid, "submit", version)
        elif self.chance.random() < 0.5:
            self.ledger.lets_go(uid, self.name)
            self.ask("DELETE", uid, "lease/")

    def edit(self, uid: str, version: int, summary: str) -> int:
        """Add a word to the summary that this person saw: whoever overwrites it had not seen it.

        Returns the version that it made, 0 where it was refused.
        """
        word = uuid.uuid4().hex[:12]
        facts = {"facts": {"summary": f"{summary} {word}".strip()}}
        answer = self.ask("PATCH", uid, body=facts, seen=version, key=f"edit-{word}")
        if answer.status == 200:
            known = {"uid": uid, "word": word, "version": answer.version, "ids": answer.request_ids}
            self.ledger.edits.append(known)
            return answer.version
        return 0

    def comment(self, uid: str) -> None:
        word = uuid.uuid4().hex[:12]
        answer = self.ask("POST", uid, "comments/", body={"text": word}, key=f"comment-{word}")
        if answer.status == 201:
            self.ledger.comments.append({"word": word, "ids": answer.request_ids})

    def move(self, uid: str, name: str, version: int, **details: str) -> int:
        """Move it, and return the version that it has then; 0 where that was refused."""
        if name != "start":
            # Every other move ends the hold of whoever makes it.
            self.ledger.lets_go(uid, self.name)
        body = {"transition": name, **details}
        answer = self.ask("POST", uid, "moves/", body=body, seen=version, key=f"move-{uuid.uuid4().hex}")
        if answer.status == 200:
            self.ledger.moves.append({"uid": uid, "name": name, "ids": answer.request_ids})
            return answer.version
        return 0

    def ask(
        self,
        method: str,
        uid: str,
        what: str = "",
        *,
        body: dict[str, Any] | None = None,
        seen: int | None = None,
        key: str = "",
    ) -> Answer:
        """Send a request until it is answered; one that was answered goes out again now and then."""
        path = f"/api/v1/staff/incidents/{uid}/{what}"
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        headers |= {"If-Match": f'"{seen}"'} if seen is not None else {}
        headers |= {"Idempotency-Key": key} if key else {}
        answer = self.until_answered(method, path, body, headers)
        if key and answer.status in (200, 201) and self.chance.random() < 0.2:
            again = self.until_answered(method, path, body, headers)
            if again.status and (again.status, again.data) != (answer.status, answer.data):
                self.ledger.differing.append(f"{key}: {answer.status} and then {again.status}")
            answer.request_ids += again.request_ids
        return answer

    def until_answered(
        self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]
    ) -> Answer:
        give_up_at, ids = time.monotonic() + PATIENCE, []
        while time.monotonic() < give_up_at:
            ids.append(uuid.uuid4().hex)
            try:
                status, data = self.once(method, path, body, headers | {"X-Request-ID": ids[-1]})
            except (OSError, http.client.HTTPException):
                self.connection = None
                status, data = 0, None
            self.ledger.statuses[status] += 1
            if status not in (0, 503):
                return Answer(status, data, ids)
            time.sleep(PAUSE)
        self.ledger.unanswered += 1
        return Answer(0, None, ids)

    def once(
        self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]
    ) -> tuple[int, Any]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status == 503 and not response.headers.get("Retry-After"):
            self.ledger.faults.append(f"{method} {path} said 503 without Retry-After.")
        if response.status >= 500 and response.status != 503:
            self.ledger.faults.append(f"{method} {path} said {response.status}: {text[:200]!r}")
        return response.status, json.loads(text) if text.startswith(b"{") else None


def _summary(data: dict[str, Any]) -> str:
    return str(data["content"]["summary"] or "")
