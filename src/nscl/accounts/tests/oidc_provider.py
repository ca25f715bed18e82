"""A small OpenID Connect provider on a thread, for tests; what it says can be made wrong in every way that matters."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "nscl-test", "bi-mat-thu"


class Provider:
    """`claims` are of the person at its door; `bend` changes a token before it is signed; `key` signs."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with: Any = self.key
        self.claims: dict[str, Any] = {"sub": "so-1", "email": "officer@example.vn", "email_verified": True}
        self.more: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.bend: Callable[[dict[str, Any]], None] = lambda token: None
        self.asked: dict[str, Any] = {}
        self.headers: dict[str, Any] = {"kid": "khoa-1"}
        self.algorithm = "RS256"
        self.broken = False
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._answer(self, self.path, {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider._answer(self, self.path, {k: v[0] for k, v in parse_qs(body).items()})

            def log_message(self, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler, path: str, sent: dict[str, str]) -> None:
        routes: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": self._discovery,
            "/keys": self._keys,
            "/token": lambda: self._token(sent),
            "/me": lambda: {**self.claims, **self.more},
        }
        route: Callable[[], Any] = routes[path.split("?")[0]]
        body = None if self.broken else route()
        handler.send_response(200 if body is not None else 400)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(body or {"error": "invalid_grant"}).encode())

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/me",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.discovery,
        }

    def _keys(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "khoa-1", "alg": "RS256", "use": "sig"}]}

    def _token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """As the standard has it: the secret, the code and the verifier of what was asked must fit."""
        verifier = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if (sent.get("client_secret"), sent.get("code")) != (SECRET, "ma-1"):
            return None
        if challenge != self.asked["code_challenge"]:
            return None
        now = int(time.time())
        token = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.asked["nonce"]}
        token |= self.claims
        self.bend(token)
        signed = jwt.encode(token, self.signs_with, algorithm=self.algorithm, headers=self.headers)
        return {"access_token": "mo-cua", "token_type": "Bearer", "id_token": signed}
