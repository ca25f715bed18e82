"""A passkey in software, for tests: makes and uses credentials as a phone would."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG


@dataclass
class SoftKey:
    """One credential for one site; `verified` is whether it asked for a finger, a face or a PIN."""

    host: str = "testserver"
    verified: bool = True
    scheme: str = "https"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def _flags(self) -> AuthenticatorData.FLAG:
        return FLAG.UP | FLAG.UV if self.verified else FLAG.UP

    def _told(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": f"{self.scheme}://{self.host}", "crossOrigin": False}
        return json.dumps(told).encode()

    def _wrapped(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}

    def create(self, challenge: str) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        credential = AttestedCredentialData.create(Aaguid(b"\0" * 16), self.id, public)
        flags = self._flags | FLAG.AT
        data = AuthenticatorData.create(sha256(self.host.encode()).digest(), flags, 0, credential)
        told = self._told("webauthn.create", challenge)
        return self._wrapped(
            {
                "clientDataJSON": websafe_encode(told),
                "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
            }
        )

    def get(self, challenge: str, user_id: str) -> dict[str, Any]:
        data = AuthenticatorData.create(sha256(self.host.encode()).digest(), self._flags, 1)
        told = self._told("webauthn.get", challenge)
        signature = self.key.sign(bytes(data) + sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._wrapped(
            {
                "clientDataJSON": websafe_encode(told),
                "authenticatorData": websafe_encode(bytes(data)),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(user_id.encode()),
            }
        )
