"""Who has signed in, how long that counts, and that everything that writes asks for the role."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.auth_util import decode_provider_token
from streamlit.runtime.secrets import Secrets
from streamlit.testing.v1 import AppTest

from catalog.words import LANGUAGES, words_in
from reviews import log, roles
from tests.view.screens import opened
from view.frame import office, sign_in
from view.server.middleware import PageMiddleware
from view.server.sign_in_routes import LOGIN, sign_in_routes

ZH = words_in("zh-TW")
REPORT = "council-2-8"
_HOUR = 3600

SignsIn = Callable[..., None]


@pytest.fixture
def signs_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SignsIn:
    """Lets somebody sign in; the one editor is wang@office.example, for eight hours."""
    (tmp_path / "roles.toml").write_text(
        '[editor]\naddresses = ["wang@office.example"]\ngroups = ["figures"]\n', encoding="utf-8"
    )
    monkeypatch.setenv(roles.VARIABLE, str(tmp_path / "roles.toml"))
    monkeypatch.setenv(log.VARIABLE, str(tmp_path / "reviews"))
    monkeypatch.setattr(sign_in, "is_asked_for", lambda: True)
    monkeypatch.setattr(sign_in, "_browser", lambda: b"this")
    monkeypatch.setattr(sign_in, "_SIGN_INS", sign_in.SignIns())
    # Who sits at the computer of the server has no right by that.
    monkeypatch.setattr(office, "sits_here", lambda: True)

    def signed(**claims: Any) -> None:
        told = {
            "is_logged_in": True, "iss": "https://provider.example", "sub": "1", "iat": int(time.time()),
            "email": "wang@office.example", "email_verified": True,
        }  # fmt: skip
        monkeypatch.setattr(sign_in, "_claims", lambda: told | claims)

    return signed


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ({}, "editor"),
        ({"email": "WANG@office.example"}, "editor"),
        ({"email": "lin@office.example"}, "viewer"),
        ({"email": "lin@office.example", "groups": ["figures"]}, "editor"),
        ({"email": "lin@office.example", "groups": "figures"}, "editor"),
        ({"email": "lin@office.example", "groups": {"figures": 1}}, "viewer"),
        ({"email_verified": False}, "unverified"),
        ({"email_verified": "true"}, "unverified"),
        ({"email": None, "groups": ["figures"]}, "unverified"),
        ({"is_logged_in": False}, "signed_out"),
        ({"is_logged_in": "yes"}, "signed_out"),
        ({"iat": 0}, "expired"),
        ({"iat": None}, "expired"),
        ({"iat": "4000000000"}, "expired"),
    ],
)
def test_what_somebody_may_do(signs_in: SignsIn, claims: dict[str, object], standing: str) -> None:
    signs_in(**claims)
    assert office.standing() == standing
    assert office.editor_name() == (str(claims.get("email", "")).lower() or "wang@office.example") * (
        standing == "editor"
    )


def test_addresses_that_nobody_verified_count_where_the_file_says_so(signs_in: SignsIn) -> None:
    signs_in(email_verified=None)
    assert office.standing() == "unverified"
    file = roles.roles_file()
    file.write_text(f"unverified_addresses = true\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert office.standing() == "editor"


def test_a_sign_in_is_renewed_and_ended_for_all_windows_of_its_browser_only(
    signs_in: SignsIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = int(time.time())
    early, late = now - 9 * _HOUR, now - _HOUR
    signs_in(iat=early)
    assert office.standing() == "expired"
    signs_in(iat=late)
    assert office.standing() == "editor"
    signs_in(iat=early)
    assert office.standing() == "editor"
    monkeypatch.setattr(sign_in, "_browser", lambda: b"another")
    assert office.standing() == "expired"
    monkeypatch.setattr(sign_in, "_browser", lambda: b"this")
    signs_in(iat=early, sub="2")
    assert office.standing() == "expired"
    signs_in(iat=late)
    sign_in.sign_out()
    for at in (early, late):
        signs_in(iat=at)
        assert office.standing() == "signed_out"
    signs_in(iat=now)
    assert office.standing() == "editor"


def test_secrets_that_cannot_be_read_open_the_desk_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "secrets.toml"
    monkeypatch.setattr(st.secrets, "load_if_toml_exists", lambda: False)
    monkeypatch.setattr(st, "get_option", lambda _: [str(broken)])
    assert not sign_in.is_asked_for()
    broken.write_text("[auth", encoding="utf-8")
    assert sign_in.is_asked_for()


def _click(at: AppTest, end: str) -> None:
    (key,) = [str(one.key) for one in at.button if str(one.key).endswith(end) and "done" not in str(one.key)]
    at.button(key=key).click().run()
    assert not at.exception


@pytest.mark.parametrize("standing", ["viewer", "expired", "signed_out"])
def test_a_press_that_comes_too_late_writes_nothing(
    signs_in: SignsIn, unsure_file: Path, monkeypatch: pytest.MonkeyPatch, standing: str
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(unsure_file))
    told: dict[str, dict[str, object]] = {
        "viewer": {"email": "lin@office.example"},
        "expired": {"iat": 1, "sub": "2"},
        "signed_out": {"is_logged_in": False},
    }
    for end in ("-1", "-none"):
        # The page is drawn for an editor, and what it offers pressed when that is over.
        signs_in()
        at = opened("review", report=REPORT)
        signs_in(**told[standing])
        _click(at, end)
        assert at.error[0].value == ZH(f"office.{standing}")
    assert log.read().decisions == ()


def test_names_are_told_to_the_office_only(
    signs_in: SignsIn, unsure_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE", str(unsure_file))
    signs_in()
    _click(opened("review", report=REPORT), "-1")
    assert [one.who for one in log.read().decisions] == ["wang@office.example"]
    signs_in(email="lin@office.example")
    at = opened("review", report=REPORT)
    shown = "\n".join(one.proto.body for one in at.get("html"))
    assert ZH("review.somebody") in shown
    assert "wang@office" not in shown


_PROVIDER = """
[auth.{name}]
client_id = "{name}"
client_secret = "s"
server_metadata_url = "http://127.0.0.1/{name}/.well-known/openid-configuration"
"""


def test_of_several_providers_the_reader_chooses(
    signs_in: SignsIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(is_logged_in=False)
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        '[auth]\nredirect_uri = "http://localhost/oauth2callback"\ncookie_secret = "x"\n'
        + "".join(_PROVIDER.format(name=name) for name in ("city", "central")),
        encoding="utf-8",
    )
    own = Secrets()
    monkeypatch.setattr(st, "secrets", own)
    monkeypatch.setattr("streamlit.auth_util.secrets_singleton", own)
    before = st.get_option("secrets.files")
    st.config.set_option("secrets.files", [str(secrets)])
    try:
        (told,) = [one.proto.body for one in opened("add").get("html") if "/sign-in" in one.proto.body]
        assert [name in told for name in ("（city）", "（central）", "with=city", "with=central")] == [True] * 4
        app = Starlette(routes=sign_in_routes(lambda _: True))
        asked = [TestClient(app).get(f"/sign-in?{query}", follow_redirects=False) for query in _ASKED]
        # A token tells by when it must be used, too.
        tokens = [answer.headers["location"].partition("provider=")[2] for answer in asked]
        assert [decode_provider_token(token)["provider"] for token in tokens] == ["city", "central", "city", "city"]
    finally:
        st.config.set_option("secrets.files", before)


_ASKED = ("with=city", "with=central", "", "with=nobody")


def test_that_the_provider_cannot_be_reached_is_told_in_the_readers_language() -> None:
    async def failing(request: Request) -> Response:
        del request
        return Response("Authentication error", status_code=400)

    client = TestClient(PageMiddleware(Starlette(routes=[Route(LOGIN, failing)])))
    for language in LANGUAGES:
        answer = client.get(LOGIN, headers={"Accept": "text/html", "Cookie": f"sign-in-language={language}"})
        assert answer.status_code == 503
        assert answer.text == words_in(language)("office.unreachable")
    assert client.get(LOGIN).text == ZH("office.unreachable")
