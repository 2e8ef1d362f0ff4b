"""Frames as CBOR (RFC 8949), over `cbor2`: `pip install 'parlance-runtime[cbor]'`."""

from parlance_runtime.protocol.cbor.cbor_error import CborError
from parlance_runtime.protocol.cbor.decode import decode_cbor
from parlance_runtime.protocol.cbor.encode import encode_cbor
from parlance_runtime.protocol.cbor.frames import decode_cbor_frames, encode_cbor_batches

__all__ = ["CborError", "decode_cbor", "decode_cbor_frames", "encode_cbor", "encode_cbor_batches"]
