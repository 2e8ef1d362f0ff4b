"""The key in a client secret."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING

from parlance_runtime.errors import ConfigurationError, CredentialsError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PREFIX = "plsk_"
HALF = 32


class ApplicationKey:
    """What a client secret holds, `plsk_` + base64url(seed ‖ public key).

    Raises `ConfigurationError` for a malformed one, which is not shown.
    """

    def __init__(self, client_secret: str) -> None:
        text = client_secret.removeprefix(PREFIX)
        try:
            self._bytes = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except ValueError:
            self._bytes = b""
        if not client_secret.startswith(PREFIX) or len(self._bytes) != 2 * HALF:
            raise ConfigurationError(
                "client_secret is not one: it begins with plsk_ and is shown once, when the key is made"
            )

    def private_key(self) -> Ed25519PrivateKey:
        """The private key. Raises `CredentialsError` when the secret is damaged."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(self._bytes[:HALF])
        if key.public_key().public_bytes_raw() != self._bytes[HALF:]:
            raise CredentialsError("client_secret is damaged: its two halves do not belong together. Copy it again")
        return key
