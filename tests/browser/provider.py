"""An OpenID Connect provider on this computer: Authlib's own server side behind a page that asks who signs in.

Discovery, authorization code with PKCE, signed ID tokens with their keys as JWKS, and the end of a session.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from authlib.common.security import generate_token
from authlib.oauth2 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from joserfc.jwk import RSAKey

CLIENT, SECRET = "figures", "a secret of the test"


@dataclass
class Code:
    """An authorization code: what was asked for, and who said yes."""

    code: str
    asked: Mapping[str, str]
    user: str
    scope: str
    code_challenge: str | None
    code_challenge_method: str | None
    auth_time: int

    def get_redirect_uri(self) -> str:
        return self.asked["redirect_uri"]

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.asked.get("nonce")

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Client(ClientMixin):  # type: ignore[misc]  # Authlib has no types
    """The dashboard, as the provider knows it."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return urlsplit(redirect_uri).path == "/oauth2callback" and urlsplit(redirect_uri).hostname == "127.0.0.1"

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Provider:
    """What the provider knows, and what it was asked.

    Attributes:
        address: its own, which is the issuer.
        people: claims by name.
        age: seconds by which sign-ins are older than they are.
        proofs: how each code was asked to be proven.
        ended: how many sessions were ended.
    """

    address: str
    people: Mapping[str, Mapping[str, Any]]
    age: int = 0
    proofs: list[str | None] = field(default_factory=list)
    ended: int = 0
    codes: dict[str, Code] = field(default_factory=dict)
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})
    )

    @property
    def metadata_address(self) -> str:
        """Where it says what it can."""
        return f"{self.address}/.well-known/openid-configuration"

    def metadata(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/end",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }


class _Asked(OAuth2Request):  # type: ignore[misc]
    """A request as Authlib reads it."""

    def __init__(self, method: str, uri: str, headers: Mapping[str, str], told: dict[str, str]) -> None:
        super().__init__(method, uri, headers=headers)
        self.payload, self._told = BasicOAuth2Payload(told), told

    @property
    def args(self) -> dict[str, str]:
        return self._told

    @property
    def form(self) -> dict[str, str]:
        return self._told


class _Server(AuthorizationServer):  # type: ignore[misc]
    def __init__(self, provider: Provider) -> None:
        super().__init__(scopes_supported=["openid", "email", "profile"])
        self.register_token_generator("default", BearerTokenGenerator(lambda **_: generate_token(42)))
        self.register_grant(_grant(provider), [_tokens(provider), CodeChallenge(required=True)])

    def query_client(self, client_id: str) -> Client | None:
        return Client() if client_id == CLIENT else None

    def save_token(self, token: object, request: object) -> None:
        pass

    def create_oauth2_request(self, request: _Asked) -> _Asked:
        return request

    def handle_response(self, status: int, body: object, headers: object) -> tuple[int, object, object]:
        return status, body, headers

    def send_signal(self, name: str, *given: object, **named: object) -> None:
        pass


def _grant(provider: Provider) -> type:
    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, request: Any) -> None:
            told = dict(request.payload.data)
            provider.proofs.append(told.get("code_challenge_method"))
            proof = told.get("code_challenge"), told.get("code_challenge_method")
            provider.codes[code] = Code(code, told, request.user, request.scope, *proof, int(time.time()))

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> str:
            return authorization_code.user

    return Grant


def _tokens(provider: Provider) -> OpenIDCode:
    class Tokens(OpenIDCode):  # type: ignore[misc]
        def exists_nonce(self, nonce: str, request: object) -> bool:
            return any(code.get_nonce() == nonce for code in provider.codes.values())

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            return provider.key

        def get_encode_header(self, client: Client) -> dict[str, str]:
            return {"alg": "RS256", "kid": "test"}

        def get_client_claims(self, client: Client) -> dict[str, object]:
            return {"iss": provider.address, "aud": [CLIENT], "iat": int(time.time()) - provider.age}

        def generate_user_info(self, user: str, scope: str) -> dict[str, object]:
            return {"sub": user, **provider.people[user]}

    return Tokens(require_nonce=True)


class _Handler(BaseHTTPRequestHandler):
    provider: Provider
    own: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Keeps quiet."""

    def do_GET(self) -> None:
        path, told = urlsplit(self.path).path, self._told(urlsplit(self.path).query)
        if path == "/.well-known/openid-configuration":
            self._send(200, self.provider.metadata())
        elif path == "/jwks":
            self._send(200, {"keys": [self.provider.key.as_dict(private=False)]})
        elif path == "/authorize":
            self.own.get_consent_grant(self._asked(told))
            names = map(escape, self.provider.people)
            buttons = "".join(f'<button name="who" value="{name}">{name}</button>' for name in names)
            self._send(200, f'<!doctype html><html lang="en"><title>Who?</title><form method="post">{buttons}</form>')
        elif path == "/end":
            self.provider.ended += 1
            self._send(302, "", [("Location", told["post_logout_redirect_uri"])])
        else:
            self._send(204, "")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        told = self._told(body)
        if urlsplit(self.path).path == "/token":
            self._send(*self.own.create_token_response(self._asked(told)))
            return
        asked = self._asked(self._told(urlsplit(self.path).query))
        grant = self.own.get_consent_grant(asked)
        self._send(*self.own.create_authorization_response(asked, grant_user=told["who"], grant=grant))

    def _asked(self, told: dict[str, str]) -> _Asked:
        return _Asked(self.command, f"{self.provider.address}{self.path}", dict(self.headers), told)

    @staticmethod
    def _told(text: str) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(text).items()}

    def _send(self, status: int, body: object, headers: Any = ()) -> None:
        data = (json.dumps(body) if isinstance(body, dict) else str(body or "")).encode()
        told = {name.lower(): value for name, value in headers}
        told.setdefault("content-type", "application/json" if isinstance(body, dict) else "text/html; charset=utf-8")
        self.send_response(status)
        for name, value in (told | {"content-length": str(len(data))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def providing(people: Mapping[str, Mapping[str, Any]]) -> Iterator[Provider]:
    """A provider who knows these people, until the block ends.

    Args:
        people: what it says of each, by the name with which they sign in.
    """
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}", people)
    handler.provider, handler.own = provider, _Server(provider)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
