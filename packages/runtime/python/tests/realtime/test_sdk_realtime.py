"""What generated realtime clients are set up with."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from parlance_runtime import ConfigurationError, callback_credentials
from parlance_runtime.codegen.realtime import v1
from parlance_runtime.realtime import AsyncRealtime, Realtime
from parlance_runtime.testing import MemoryTransport

SETUP = v1.RealtimeSetup(
    product="acme-sdk/1.2.3",
    environment="ACME",
    server=v1.Server("https://{region}.acme.test", {"region": "eu"}),
    path="/v1/socket",
)


def secret() -> str:
    key = Ed25519PrivateKey.generate()
    both = key.private_bytes_raw() + key.public_key().public_bytes_raw()
    return "plsk_" + urlsafe_b64encode(both).decode().rstrip("=")


async def hello(**options: Any) -> tuple[str, dict[str, Any]]:
    """The address and the first frame of a client that is set up so."""
    server = MemoryTransport()
    async with v1.AsyncSdkRealtime(SETUP, transport=server, **options) as realtime:
        await realtime.connect()
        frame = server.connection.frames_of("hello")[0]
        return server.connection.url, cast("dict[str, Any]", frame)


async def test_what_is_left_out_comes_from_the_contract() -> None:
    url, frame = await hello()
    assert url == "https://eu.acme.test/v1/socket"
    assert frame["client"] == {"name": "acme-sdk", "version": "1.2.3"}
    assert "token" not in frame


async def test_the_environment_goes_before_the_contract_and_an_option_before_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ACME_URL", "wss://other.test/base/")
    monkeypatch.setenv("ACME_TOKEN", "from-environment")
    url, frame = await hello()
    assert (url, frame["token"]) == ("https://other.test/base/v1/socket", "from-environment")
    url, frame = await hello(url="mine.test:8443", token="own")
    assert (url, frame["token"]) == ("https://mine.test:8443/v1/socket", "own")


async def test_an_application_signs_its_own_tokens() -> None:
    _, frame = await hello(client_id="app_1", client_secret=secret())
    assert frame["token"].count(".") == 2


async def test_credentials_are_shared_and_asked_for_anew_when_they_are_worn_out() -> None:
    given = iter(["first", "second"])

    def refuse(frame: Any, connection: Any) -> bool:
        if frame["type"] != "hello" or frame["token"] == "second":
            return False
        error = {"code": "token_expired", "message": "No.", "retryable": True}
        connection.push({"type": "error", "id": frame["id"], **error})
        return True

    server = MemoryTransport(on_frame=refuse)
    credentials = callback_credentials(lambda: next(given))
    async with v1.AsyncSdkRealtime(SETUP, transport=server, credentials=credentials) as realtime:
        await realtime.connect()
    assert server.connection.frames_of("hello")[0]["token"] == "second"


def test_a_client_without_asyncio_takes_the_same() -> None:
    server = MemoryTransport()
    with v1.SdkRealtime(SETUP, transport=server, credentials=callback_credentials(lambda: "mine")) as realtime:
        realtime.connect(timeout=10)
        assert server.connection.frames_of("hello")[0]["token"] == "mine"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"token": "a", "client_id": "b"}, "Set one of"),
        ({"token": "a", "credentials": callback_credentials(lambda: "b")}, "Set one of"),
        ({"client_id": "a"}, "ACME_CLIENT_SECRET"),
        ({"client_secret": "plsk_a"}, "ACME_CLIENT_ID"),
        ({"url": "https://a:b@host"}, "url"),
    ],
)
def test_what_does_not_fit_together_names_what_to_set(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        v1.AsyncSdkRealtime(SETUP, **options)


@pytest.mark.parametrize(
    ("whole", "read_only"),
    [(v1.AsyncChannel, v1.AsyncReadOnlyChannel), (v1.Channel, v1.ReadOnlyChannel)],
)
def test_a_read_only_channel_has_everything_but_publishing(whole: type, read_only: type) -> None:
    assert issubclass(whole, read_only)
    assert {"subscribe", "messages", "history", "presence"} <= set(dir(read_only))
    assert {name for name in dir(whole) if "publish" in name} > set()
    assert {name for name in dir(read_only) if "publish" in name} == set()


@pytest.mark.parametrize("client", [v1.AsyncSdkRealtime, v1.SdkRealtime])
def test_an_option_that_there_is_not_is_named_and_so_are_those_that_there_are(client: Any) -> None:
    with pytest.raises(TypeError, match=r"'base_url'; the options are authorize, .*, url"):
        client(SETUP, base_url="https://a.example")


@pytest.mark.parametrize("client", [AsyncRealtime, Realtime])
def test_a_client_without_contract_names_it_too(client: Any) -> None:
    with pytest.raises(TypeError, match="'retries'; the options are authorize, "):
        client("wss://acme.test", retries=3)
