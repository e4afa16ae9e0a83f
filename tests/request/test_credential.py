"""Tokens of credentials: where they are sent, when they are renewed, and what the request package says it needs."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from odatanodes.request import AUTHORIZATION_URL, SCOPE, AnswerError, async_http_fetch, http_fetch, list_nodes
from odatanodes.request.credential import Tokens, is_loopback
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

HTTPS = "https://a.westeurope.batch.azure.com/pools"


class Token(NamedTuple):
    token: str
    expires_on: int
    refresh_on: int | None = None


class Credential:
    """A credential with `get_token` whose tokens live for some seconds."""

    def __init__(self, lifetime: int = 3600, refresh: int | None = None) -> None:
        self.lifetime, self.refresh = lifetime, refresh
        self.scopes: list[str] = []

    def get_token(self, *scopes: str, **_: Any) -> Token:
        self.scopes += scopes
        now = int(time.time())
        return Token(f"t{len(self.scopes)}", now + self.lifetime, None if self.refresh is None else now + self.refresh)


class InfoCredential(Credential):
    def get_token(self, *_: str, **__: Any) -> Token:
        raise AssertionError("get_token_info goes first")

    def get_token_info(self, *scopes: str) -> Token:
        return super().get_token(*scopes)


class AsyncCredential(Credential):
    async def get_token(self, *scopes: str, **_: Any) -> Token:  # type: ignore[override]
        await asyncio.sleep(0)
        return super().get_token(*scopes)


def test_constants() -> None:
    text = (SCOPE, AUTHORIZATION_URL)
    assert text == ("https://batch.core.windows.net//.default", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize")


@pytest.mark.parametrize("make", [Credential, InfoCredential])
@pytest.mark.parametrize(
    ("lifetime", "refresh", "headers"),
    [(3600, None, ["Bearer t1", "Bearer t1"]), (299, None, ["Bearer t1", "Bearer t2"]), (3600, 0, ["Bearer t1", "Bearer t2"])],
)
def test_a_token_is_renewed_before_it_expires(make: Any, lifetime: int, refresh: int | None, headers: list[str]) -> None:
    credential = make(lifetime, refresh)
    tokens = Tokens(credential, SCOPE)
    assert [tokens.header(HTTPS), tokens.header(f"{HTTPS}/2")] == headers
    assert set(credential.scopes) == {SCOPE}


def test_a_coroutine_credential() -> None:
    tokens = Tokens(AsyncCredential(), "https://batch.core.chinacloudapi.cn//.default")
    assert asyncio.run(tokens.async_header(HTTPS)) == "Bearer t1"
    assert tokens.header(HTTPS) == "Bearer t1"
    with pytest.raises(TypeError, match="async_http_fetch"):
        Tokens(AsyncCredential(), SCOPE).header(HTTPS)
    assert asyncio.run(Tokens(Credential(), SCOPE).async_header(HTTPS)) == "Bearer t1"


@pytest.mark.parametrize(
    "other",
    [
        "https://evil.example/pools",
        "https://a.westeurope.batch.azure.com.evil.example/",
        "https://a.westeurope.batch.azure.com:444/pools",
        "http://a.westeurope.batch.azure.com/pools",
        "http://127.0.0.1/pools",
    ],
)
def test_a_token_goes_to_one_service(other: str) -> None:
    credential = Credential(lifetime=0)
    tokens = Tokens(credential, SCOPE)
    tokens.header(HTTPS)
    with pytest.raises(ValueError, match="token"):
        tokens.header(other)
    with pytest.raises(ValueError, match="token"):
        asyncio.run(tokens.async_header(other))
    assert len(credential.scopes) == 1


@pytest.mark.parametrize("url", ["http://a.example/", "http://10.0.0.1/", "http://127.0.0.1.example/", "http://localhost.example/"])
def test_a_token_is_not_sent_in_the_clear(url: str) -> None:
    credential = Credential()
    with pytest.raises(ValueError, match="plain http"):
        http_fetch(credential=credential)(url, {})
    assert credential.scopes == []


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("credential", ["Bearer x", 5, object()])
def test_what_is_not_a_credential(credential: Any) -> None:
    with pytest.raises(TypeError, match="get_token"):
        http_fetch(credential=credential)


def test_one_way_to_authenticate() -> None:
    with pytest.raises(TypeError, match="one of them"):
        http_fetch("Bearer x", credential=Credential())


@pytest.fixture
def recorder() -> Iterator[tuple[str, list[str]]]:
    """Run a server that lists one node and then links to another host; yields its address and the headers it received."""
    emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")
    seen: list[str] = []

    async def application(scope: Any, _receive: Any, send: Any) -> None:
        seen.append(dict(scope["headers"]).get(b"authorization", b"").decode())
        body = b'{"value": [{"id": "n1"}], "odata.nextLink": "http://127.0.0.1:9/next"}'
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})

    with emulator.running(application) as endpoint:
        yield endpoint, seen


def test_a_listing_with_a_credential(recorder: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint, seen = recorder
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # a token for loopback does not pass through a proxy
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    listing = list_nodes(http_fetch(credential=Credential(), timeout=20), "p1", endpoint=endpoint)
    assert next(listing) == {"id": "n1"}
    with pytest.raises(AnswerError, match="another host"):
        next(listing)
    fetch = async_http_fetch(credential=AsyncCredential(), timeout=20)

    async def twice() -> list[int]:
        return [(await fetch(endpoint + "/x", {}))[0] for _ in range(2)]

    assert asyncio.run(twice()) == [200, 200]
    assert seen == ["Bearer t1"] * 3


def test_listing_needs_no_pydantic() -> None:
    code = "import sys; from odatanodes.request import list_nodes, http_fetch, BatchServiceError; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "False"
