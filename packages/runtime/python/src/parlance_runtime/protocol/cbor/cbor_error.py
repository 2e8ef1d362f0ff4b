"""What cannot be read or written as CBOR."""


class CborError(ValueError):
    """What is no CBOR, or has no place in a frame."""
