"""The vectors of `specs/vectors` that the machine and the codecs are held to."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, cast

import pytest

from parlance_runtime.protocol.cbor import (
    CborError,
    decode_cbor,
    decode_cbor_frames,
    encode_cbor,
    encode_cbor_batches,
)
from parlance_runtime.protocol.codec.json_frames import decode_frames, encode_frames
from parlance_runtime.protocol.frames.frames_gen import GapFrame, MessageFrame
from parlance_runtime.protocol.session.back_off import BackOff
from parlance_runtime.protocol.session.context import Context
from parlance_runtime.protocol.session.message_id import message_id_of
from parlance_runtime.protocol.session.session_options import SessionOptions
from parlance_runtime.protocol.session.track import Track

VECTORS = Path(__file__).parents[5] / "specs/vectors"


def vectors(file: str, *members: str) -> list[Any]:
    content = json.loads((VECTORS / f"{file}.json").read_text())
    return [pytest.param(each, id=str(each.get("name", each.get("hex")))) for name in members for each in content[name]]


class Told(Track):
    """A track that notes what it decides."""

    def __init__(self, vector: dict[str, Any]) -> None:
        super().__init__("chat-42", vector["position"])
        self.told: list[str] = []

    def tell_message(self, frame: MessageFrame) -> None:
        self.told.append("emit")

    def tell_gap(self, frame: GapFrame) -> None:
        self.told.append("gap")

    def hole(self) -> None:
        self.told.append("hole")


@pytest.mark.parametrize("vector", vectors("positions", "decisions"))
def test_a_message_is_told_dropped_or_a_hole(vector: dict[str, Any]) -> None:
    track = Told(vector)
    start: Any = {**vector["position"], "recovered": "yes"}
    frame: Any = {"type": "message", "channel": "chat-42", **vector["message"]}
    track.begin(start)
    track.message(frame)
    assert track.told == ([] if vector["decision"] == "drop" else [vector["decision"]])
    assert track.position == vector["after"]


@pytest.mark.parametrize("vector", vectors("message-ids", "ids"))
def test_the_id_of_a_message(vector: dict[str, Any]) -> None:
    assert message_id_of(vector["frame"], vector["epoch"]) == vector["id"]


@pytest.mark.parametrize("vector", vectors("back-off", "waits"))
@pytest.mark.parametrize(("random", "bound"), [(0.0, "least"), (1.0, "most")])
def test_waits_are_within_their_bounds(vector: dict[str, Any], random: float, bound: str) -> None:
    options = SessionOptions(
        client={"name": "vectors", "version": "1.0.0"}, instance="i", random=lambda: random, retry=vector["hint"]
    )
    back_off = BackOff(Context(options))
    waits = [back_off.next(at_once=vector["comeBack"] == "now") for _ in range(vector["attempt"])]
    assert waits[-1] == pytest.approx(vector[bound], abs=0.001)


@pytest.mark.parametrize("vector", vectors("frames", "frames"))
def test_a_frame_is_read_and_written(vector: dict[str, Any]) -> None:
    frame = vector["frame"]
    assert decode_frames(vector["json"]) == ([frame], None)
    assert json.loads(encode_frames([frame])) == frame
    assert "\n" not in encode_frames([frame])
    assert decode_cbor_frames(bytes.fromhex(vector["cbor"])) == ([frame], None)
    assert [decode_cbor_frames(batch) for batch in encode_cbor_batches([frame], math.inf)] == [([frame], None)]


@pytest.mark.parametrize("vector", vectors("frames", "batches"))
def test_frames_are_read_from_one_message(vector: dict[str, Any]) -> None:
    assert decode_frames(vector["json"]) == (vector["frames"], None)
    assert decode_cbor_frames(bytes.fromhex(vector["cbor"])) == (vector["frames"], None)


@pytest.mark.parametrize("vector", vectors("frames", "malformed"))
def test_what_is_no_frame_is_said(vector: dict[str, Any]) -> None:
    assert decode_frames(vector["json"]).malformed
    assert decode_cbor_frames(bytes.fromhex(vector["cbor"])).malformed


def with_bytes(value: object) -> object:
    if isinstance(value, dict) and "bytes" in value:
        return bytes.fromhex(cast("dict[str, str]", value)["bytes"])
    return cast("object", value)


@pytest.mark.parametrize("vector", vectors("cbor", "both", "read"))
def test_cbor_is_read(vector: dict[str, Any]) -> None:
    assert decode_cbor(bytes.fromhex(vector["hex"])) == [with_bytes(vector["value"])]


@pytest.mark.parametrize("vector", vectors("cbor", "both"))
def test_cbor_is_written_and_read_again(vector: dict[str, Any]) -> None:
    assert decode_cbor(encode_cbor([vector["value"]])) == [vector["value"]]


@pytest.mark.parametrize("vector", vectors("cbor", "special"))
def test_cbor_holds_numbers_that_json_does_not(vector: dict[str, Any]) -> None:
    (read,) = decode_cbor(bytes.fromhex(vector["hex"]))
    text = vector["value"].removesuffix("n")
    wanted = float(text) if text in {"-0", "Infinity", "-Infinity", "NaN"} else int(text)
    assert repr(read) == repr(wanted)


@pytest.mark.parametrize("vector", vectors("cbor", "malformed"))
def test_cbor_that_is_malformed_is_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(CborError):
        decode_cbor(bytes.fromhex(vector["hex"]))


def test_a_thousand_levels_are_refused() -> None:
    with pytest.raises(CborError):
        decode_cbor(b"\x81" * 1_000)
    assert decode_frames("[" * 100_000).malformed == "The frame is not JSON."


def test_batches_keep_within_what_the_server_takes_and_a_larger_frame_goes_alone() -> None:
    small: Any = {"type": "cast", "method": "m"}
    large: Any = {"type": "cast", "method": "x" * 500}
    sizes = [len(decode_cbor_frames(each).frames) for each in encode_cbor_batches([small, large, small, small], 200)]
    assert sizes == [1, 1, 2]


def test_half_a_surrogate_pair_becomes_the_sign_for_what_is_none() -> None:
    value = {"a\udc00": ["x\ud800y", "\U0001f600", 1, None]}
    assert decode_cbor(encode_cbor([value])) == [{"a\ufffd": ["x\ufffdy", "\U0001f600", 1, None]}]
