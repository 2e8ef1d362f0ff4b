"""Tokens that an application signs itself."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from parlance_runtime.client.clock import SYSTEM_CLOCK
from parlance_runtime.credentials.application_key import ApplicationKey
from parlance_runtime.credentials.credentials import SignedToken
from parlance_runtime.credentials.token_cache import TokenCache
from parlance_runtime.errors import ConfigurationError, CredentialsError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from parlance_runtime.client.clock import Clock

DEFAULT_LIFETIME = 60
LONGEST_LIFETIME = 3600


class ApplicationCredentials(TokenCache):
    """An application's own credentials: short-lived EdDSA tokens (RFC 7519, RFC 8037), signed here without a call.

    They are kept in memory and renewed before they expire. For backends only: the secret must not reach a user.
    """

    def __init__(
        self, *, client_id: str, client_secret: str, key_id: str | None, lifetime_seconds: int, clock: Clock
    ) -> None:
        super().__init__(lambda: self.create_token().token, clock)
        if client_id == "":
            raise ConfigurationError("client_id must not be empty")
        self._client_id = client_id
        self._key = ApplicationKey(client_secret)
        self._key_id = key_id
        self._lifetime = _checked(lifetime_seconds)

    def create_token(
        self,
        *,
        lifetime_seconds: int | None = None,
        grants: Sequence[object] | None = None,
        subject: str | None = None,
        member: Mapping[str, object] | None = None,
    ) -> SignedToken:
        """Signs a token without a call, for a browser or a device of the application's user.

        `lifetime_seconds`: 1 to 3600, default 60. `grants`: what the token allows; left out = all that the application
        may do. `subject`: the user it stands for (`sub`). `member`: what others see of the user, e.g. in presence.
        """
        from datetime import datetime, timezone

        from parlance_runtime.models.encode import to_json

        try:
            import jwt
        except ImportError as error:
            raise CredentialsError(
                "Signing needs more packages: install your SDK with its extra `signing`, or parlance-runtime[signing]"
            ) from error
        lifetime = self._lifetime if lifetime_seconds is None else _checked(lifetime_seconds)
        issued_at = math.floor(self._clock.now())
        expires = issued_at + lifetime
        claims: dict[str, object] = {
            "iss": self._client_id,
            "aud": "parlance",
            "iat": issued_at,
            "exp": expires,
            "jti": f"tok_{uuid.uuid4().hex}",
        }
        optional = {"sub": subject, "grants": to_json(grants), "member": to_json(member)}
        claims.update({name: value for name, value in optional.items() if value is not None})
        headers = {"typ": "at+jwt", **({"kid": self._key_id} if self._key_id else {})}
        token = jwt.encode(claims, self._private_key, algorithm="EdDSA", headers=headers)
        return SignedToken(token, datetime.fromtimestamp(expires, timezone.utc))

    @cached_property
    def _private_key(self) -> Ed25519PrivateKey:
        return self._key.private_key()


def application_credentials(
    *,
    client_id: str,
    client_secret: str,
    key_id: str | None = None,
    lifetime_seconds: int = DEFAULT_LIFETIME,
    clock: Clock = SYSTEM_CLOCK,
) -> ApplicationCredentials:
    """An application's own credentials, for `Client(credentials=…)`; `client_id` and `client_secret` there do the same.

    `key_id`: id of the key that the secret belongs to (`kid`); left out, the platform tries the application's keys.
    `lifetime_seconds` of the tokens: 1 to 3600. Needs `parlance-runtime[signing]`. Raises `ConfigurationError` for a
    malformed secret or lifetime.
    """
    return ApplicationCredentials(
        client_id=client_id, client_secret=client_secret, key_id=key_id, lifetime_seconds=lifetime_seconds, clock=clock
    )


def _checked(seconds: int) -> int:
    if 1 <= seconds <= LONGEST_LIFETIME and seconds == int(seconds):
        return int(seconds)
    raise ConfigurationError("lifetime_seconds must be a whole number from 1 to 3600")
