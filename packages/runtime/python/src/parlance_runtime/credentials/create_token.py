"""Tokens for somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from parlance_runtime.credentials.credentials import SignedToken, TokenSigner
from parlance_runtime.errors import CredentialsError

if TYPE_CHECKING:
    from parlance_runtime.client.async_client import AsyncClient
    from parlance_runtime.client.client import Client


def create_token(
    client: Client | AsyncClient,
    *,
    lifetime_seconds: int | None = None,
    grants: Sequence[object] | None = None,
    subject: str | None = None,
    member: Mapping[str, object] | None = None,
) -> SignedToken:
    """Signs a token with the client's application credentials, without a call: for a browser or a device of a user.

    Raises `CredentialsError` when the client has none, `ConfigurationError` for a lifetime outside 1 to 3600 s.
    """
    signer = client._configuration.bearer  # pyright: ignore[reportPrivateUsage]
    if isinstance(signer, TokenSigner):
        return signer.create_token(lifetime_seconds=lifetime_seconds, grants=grants, subject=subject, member=member)
    raise CredentialsError(
        "Only applications sign tokens: set `client_id` and `client_secret`", code="credentials_missing"
    )
