"""A device that keeps passkeys, as far as WebAuthn level 2 asks: a key for each account, and signatures."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

# Bits of authenticator data: somebody is there, was recognised, and a new key is inside.
PRESENT, RECOGNISED, NEW_KEY = 0x01, 0x04, 0x40


def websafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Device:
    """Answers what `navigator.credentials` would, for one account."""

    def __init__(self, origin: str = "https://testserver", flags: int = PRESENT | RECOGNISED) -> None:
        self.origin, self.flags = origin, flags
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.user = ""

    def create(self, options: dict[str, Any]) -> str:
        """Answer creation options."""
        self.user = options["publicKey"]["user"]["id"]
        made = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        public = cbor.encode(dict(made))
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        data = self._data(options["publicKey"]["rp"]["id"], self.flags | NEW_KEY) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options)
        return self._answer({"clientDataJSON": websafe(client), "attestationObject": websafe(attestation)})

    def get(self, options: dict[str, Any], **changes: Any) -> str:
        """Answer request options; `changes` replace parts of the answer."""
        data = self._data(options["publicKey"]["rpId"], self.flags)
        client = self._client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe(client),
            "authenticatorData": websafe(data),
            "signature": websafe(signature),
            "userHandle": self.user,
        }
        return self._answer({**response, **changes})

    def _data(self, site: str, flags: int) -> bytes:
        return hashlib.sha256(site.encode()).digest() + struct.pack(">BI", flags, 0)

    def _client(self, what: str, options: dict[str, Any]) -> bytes:
        told = {"type": what, "challenge": options["publicKey"]["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {
                "id": websafe(self.id),
                "rawId": websafe(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
