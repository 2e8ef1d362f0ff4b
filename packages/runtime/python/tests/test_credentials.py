"""Tokens: renewed, signed, asked for once."""

from __future__ import annotations

import asyncio
import json
import threading
from base64 import urlsafe_b64encode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from parlance_runtime import (
    CallOptions,
    Client,
    ConfigurationError,
    CredentialsError,
    UnauthorizedError,
    application_credentials,
    callback_credentials,
    create_token,
)
from parlance_runtime.client.setup import ClientSetup
from parlance_runtime.testing.virtual_clock import VirtualClock
from tests.support.caller import Caller, Kind
from tests.support.operations import messages_send, rooms_get
from tests.support.server import Handler, SeenRequest, Server, json_reply

ROOM = {"room": "room_1"}
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNING = ClientSetup(application_tokens=True)
SECRET = "plsk_" + urlsafe_b64encode(bytes(range(32)) + KEY.public_key().public_bytes_raw()).decode().rstrip("=")


def token_that_ends(at: float) -> str:
    payload = urlsafe_b64encode(json.dumps({"exp": at}).encode()).decode().rstrip("=")
    return f"e30.{payload}.sig"


def test_an_expired_token_is_replaced_and_the_call_sent_again_with_its_body(kind: Kind) -> None:
    tokens = iter(["old", "new"])
    answers = (json_reply({"code": "token_expired"}, 401), json_reply({"ok": True}))
    with Server(*answers) as server, Caller(kind, url=server.url, token=lambda: next(tokens)) as client:
        client.call(messages_send, {"body": {"a": 1}})
    assert [seen.headers["authorization"] for seen in server.seen] == ["Bearer old", "Bearer new"]
    assert [seen.body for seen in server.seen] == [b'{"a":1}', b'{"a":1}']


def test_a_second_401_is_final(kind: Kind) -> None:
    with (
        Server(json_reply({}, 401)) as server,
        Caller(kind, url=server.url, token=lambda: "t") as client,
        pytest.raises(UnauthorizedError),
    ):
        client.call(rooms_get, ROOM)
    assert len(server.seen) == 2


@pytest.mark.parametrize("code", ["token_revoked", "unauthorized"])
def test_another_code_than_expired_is_final(kind: Kind, code: str) -> None:
    with (
        Server(json_reply({"code": code}, 401)) as server,
        Caller(kind, url=server.url, token=lambda: "t") as client,
        pytest.raises(UnauthorizedError),
    ):
        client.call(rooms_get, ROOM)
    assert len(server.seen) == 1


def test_a_static_token_is_not_tried_again(kind: Kind) -> None:
    with (
        Server(json_reply({}, 401)) as server,
        Caller(kind, url=server.url, token="t") as client,
        pytest.raises(UnauthorizedError),
    ):
        client.call(rooms_get, ROOM)
    assert len(server.seen) == 1


def test_many_tasks_share_one_request_for_a_token() -> None:
    asked = 0

    async def token() -> str:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0)
        return "t"

    credentials = callback_credentials(token)

    async def ask() -> list[str]:
        return await asyncio.gather(*(credentials.token_async() for _ in range(20)))

    assert asyncio.run(ask()) == ["t"] * 20
    assert asked == 1


def test_many_threads_share_one_request_for_a_token_and_its_failure() -> None:
    asked = 0
    waiting = threading.Barrier(5)
    failures: list[str] = []

    def token() -> str:
        nonlocal asked
        asked += 1
        raise OSError("no network")

    credentials = callback_credentials(token)

    def ask() -> None:
        waiting.wait()
        try:
            credentials.token()
        except CredentialsError as error:
            failures.append(str(error.__cause__))

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == ["no network"] * 5
    assert asked <= 5


def test_a_token_is_renewed_when_a_fifth_of_its_life_is_left() -> None:
    clock = VirtualClock()
    asked: list[str] = []

    def token() -> str:
        asked.append(token_that_ends(clock.now() + 60))
        return asked[-1]

    credentials = callback_credentials(token, clock)
    credentials.token()
    clock.advance(47)
    credentials.token()
    assert len(asked) == 1
    clock.advance(2)
    credentials.token()
    assert len(asked) == 2


@pytest.mark.parametrize("given", ["", None, 7])
def test_a_callback_that_gives_no_token_is_a_credentials_error(kind: Kind, given: object) -> None:
    def token() -> str:
        return given  # pyright: ignore[reportReturnType]

    with Caller(kind, url="http://platform.test", token=token) as client, pytest.raises(CredentialsError):
        client.call(rooms_get, ROOM)


def test_a_coroutine_function_as_callback_needs_an_async_client() -> None:
    async def token() -> str:
        return "t"

    with Caller("sync", url="http://platform.test", token=token) as client, pytest.raises(ConfigurationError):
        client.call(rooms_get, ROOM)


def test_an_application_signs_its_tokens_itself(kind: Kind) -> None:
    seen_claims: list[dict[str, object]] = []

    def verify(handler: Handler, seen: SeenRequest) -> None:
        token = seen.headers["authorization"].removeprefix("Bearer ")
        seen_claims.append(jwt.decode(token, KEY.public_key(), algorithms=["EdDSA"], audience="parlance"))
        json_reply({})(handler, seen)

    with (
        Server(verify) as server,
        Caller(kind, SIGNING, url=server.url, client_id="app_1", client_secret=SECRET) as client,
    ):
        client.call(rooms_get, ROOM)
        client.call(rooms_get, ROOM)
    claims = seen_claims[0]
    assert (claims["iss"], claims["aud"]) == ("app_1", "parlance")
    assert seen_claims[1]["jti"] == claims["jti"]


def test_a_token_for_somebody_else() -> None:
    clock = VirtualClock()
    credentials = application_credentials(client_id="app_1", client_secret=SECRET, key_id="key_1", clock=clock)
    signed = credentials.create_token(lifetime_seconds=300, subject="user_1", grants=[{"scope": "rooms:read"}])
    header = jwt.get_unverified_header(signed.token)
    claims = jwt.decode(signed.token, options={"verify_signature": False})
    assert header == {"alg": "EdDSA", "typ": "at+jwt", "kid": "key_1"}
    assert (claims["sub"], claims["grants"]) == ("user_1", [{"scope": "rooms:read"}])
    assert claims["exp"] - claims["iat"] == 300
    assert signed.expires_at.timestamp() == claims["exp"]


@pytest.mark.parametrize("lifetime", [0, 3601])
def test_a_lifetime_out_of_range_is_refused(lifetime: int) -> None:
    with pytest.raises(ConfigurationError):
        application_credentials(client_id="app_1", client_secret=SECRET, lifetime_seconds=lifetime)


def test_a_malformed_secret_is_refused_and_not_shown() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Client(SIGNING, url="http://platform.test", client_id="app_1", client_secret="plsk_oops")
    assert "oops" not in str(caught.value)


def test_a_secret_whose_halves_do_not_belong_together_is_refused() -> None:
    damaged = "plsk_" + urlsafe_b64encode(bytes(64)).decode().rstrip("=")
    with pytest.raises(CredentialsError, match="damaged"):
        application_credentials(client_id="app_1", client_secret=damaged).create_token()


def test_only_applications_sign_tokens() -> None:
    with pytest.raises(CredentialsError):
        create_token(Client(url="http://platform.test", token="t"))


def test_a_token_with_line_breaks_never_reaches_a_header(kind: Kind) -> None:
    with Caller(kind, url="http://platform.test", token=lambda: "a\nb") as client:
        with pytest.raises(CredentialsError) as caught:
            client.call(rooms_get, ROOM, object, CallOptions(retries=0))
    assert "a\nb" not in str(caught.value)
