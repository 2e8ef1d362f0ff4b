"""Webhooks, by the vectors that all languages share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parlance_runtime import DecodeError, Model, ParlanceError
from parlance_runtime.testing.virtual_clock import VirtualClock
from parlance_runtime.webhooks import sign_webhook, verify_webhook

VECTORS: Any = json.loads(Path(__file__).parents[4].joinpath("specs/vectors/webhooks.json").read_text("utf-8"))
SECRET = VECTORS["signatures"][0]["secret"]


@pytest.mark.parametrize("vector", VECTORS["signatures"], ids=lambda vector: vector["name"])
def test_signature(vector: Any) -> None:
    headers = sign_webhook(vector["body"], secret=vector["secret"], id=vector["id"], timestamp=vector["timestamp"])
    assert headers["webhook-signature"] == vector["signature"]


@pytest.mark.parametrize("vector", VECTORS["verifications"], ids=lambda vector: vector["name"])
def test_verification(vector: Any) -> None:
    options = {"tolerance": vector["toleranceSeconds"]} if "toleranceSeconds" in vector else {}
    try:
        clock = VirtualClock(vector["now"])
        verify_webhook(vector["body"], vector["headers"], vector["secrets"], clock=clock, **options)
        result = "verified"
    except ParlanceError as error:
        result = error.code
    assert result == vector["result"]


def test_the_event_is_read_as_its_type() -> None:
    class Event(Model):
        type: str

    headers = sign_webhook('{"type":"tunnel.created"}', secret=SECRET, id="evt_1", timestamp=1000)
    webhook = verify_webhook(b'{"type":"tunnel.created"}', headers, SECRET, Event, clock=VirtualClock(1000))
    assert (webhook.id, webhook.timestamp.timestamp(), webhook.event.type) == ("evt_1", 1000, "tunnel.created")


def test_a_body_that_is_no_json_is_a_decode_error() -> None:
    headers = sign_webhook("{", secret=SECRET, id="evt_1", timestamp=1000)
    with pytest.raises(DecodeError):
        verify_webhook("{", headers, SECRET, clock=VirtualClock(1000))


@pytest.mark.parametrize(("identity", "body"), [("evt_\udcff", b"{}"), ("evt_1", "\ud800")])
def test_what_is_no_unicode_is_an_untrusted_delivery(identity: str, body: bytes | str) -> None:
    headers = sign_webhook(b"other", secret=SECRET, id="evt_1", timestamp=1_750_000_000)
    with pytest.raises(ParlanceError) as caught:
        verify_webhook(body, {**headers, "webhook-id": identity}, SECRET, clock=VirtualClock(1_750_000_000))
    assert caught.value.code == "webhook_signature_invalid"
