"""Credentials on requests."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parlance_runtime.calls.flow import Flow, ask
from parlance_runtime.calls.steps import GetToken
from parlance_runtime.descriptor import ApiKey, Basic, Bearer, Operation, SecurityScheme
from parlance_runtime.errors import CredentialsError
from parlance_runtime.http.prepare_headers import is_header
from parlance_runtime.http.write_parameter import percent_encode

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.calls.deadline import Deadline
    from parlance_runtime.client.configuration import Configuration


@dataclass(slots=True)
class AuthorizedRequest:
    """The parts of a request that credentials may change."""

    url: str
    headers: httpx.Headers
    has_key: bool = False
    """Whether the URL carries a key, which no log may show."""
    follow_redirects: bool = True
    """Not once it carries a key that httpx would take along to another origin."""


def authorize(
    request: AuthorizedRequest, operation: Operation, configuration: Configuration, deadline: Deadline
) -> Flow[str | None]:
    """Puts the credentials of the first alternative that the client can fulfil on the request.

    Returns the bearer token it sent, to name it should the server refuse it. An `Authorization` that the caller set
    wins.
    Operations without a security list get the bearer token if there is one; those with an empty list are sent without,
    and so are those with an empty alternative when no other fits.
    """
    if "Authorization" in request.headers:
        return None
    security = operation.security if operation.security is not None else (("",), ())
    for names in security:
        schemes = [(name, _scheme(name, configuration)) for name in names]
        if not names or not all(_fulfils(name, scheme, configuration) for name, scheme in schemes):
            continue
        token: str | None = None
        for name, scheme in schemes:
            token = (yield from _apply(request, name, scheme, configuration, deadline)) or token
        return token
    if not security or () in security:
        return None
    wanted = ", or ".join(" and ".join(_option(name, configuration) for name in names) for names in security)
    raise CredentialsError(
        f"{operation.id} needs credentials: give the client {wanted}",
        code="credentials_missing",
        operation=operation.id,
    )


def _option(name: str, configuration: Configuration) -> str:
    """The client's option for a scheme."""
    scheme = _scheme(name, configuration)
    if isinstance(scheme, Bearer):
        return f"`token` ({name})"
    return f"`username` and `password` ({name})" if isinstance(scheme, Basic) else f"`api_key` ({name})"


def _scheme(name: str, configuration: Configuration) -> SecurityScheme:
    return (configuration.security or {}).get(name, Bearer())


def _fulfils(name: str, scheme: SecurityScheme, configuration: Configuration) -> bool:
    if isinstance(scheme, Bearer):
        return configuration.bearer is not None
    if isinstance(scheme, Basic):
        return configuration.basic is not None
    return _key(name, configuration) is not None


def _key(name: str, configuration: Configuration) -> str | None:
    key = configuration.api_key
    return key if key is None or isinstance(key, str) else key.get(name)


def _apply(
    request: AuthorizedRequest, name: str, scheme: SecurityScheme, configuration: Configuration, deadline: Deadline
) -> Flow[str | None]:
    if isinstance(scheme, Bearer) and configuration.bearer is not None:
        token = yield from ask(GetToken(configuration.bearer, deadline))
        _set_secret(request, "Authorization", f"Bearer {token}")
        return token
    if isinstance(scheme, Basic) and configuration.basic is not None:
        pair = b64encode(":".join(configuration.basic).encode()).decode()
        _set_secret(request, "Authorization", f"Basic {pair}")
    elif isinstance(scheme, ApiKey):
        _set_key(request, scheme, _key(name, configuration) or "")
    return None


def _set_secret(request: AuthorizedRequest, name: str, value: str) -> None:
    if not is_header(name, value):
        raise CredentialsError(f"{name} holds characters that no HTTP header can carry")
    request.headers[name] = value


def _set_key(request: AuthorizedRequest, scheme: ApiKey, key: str) -> None:
    pair = f"{percent_encode(scheme.name)}={percent_encode(key)}"
    if scheme.place == "header":
        _set_secret(request, scheme.name, key)
        # On the way to another origin httpx drops `Authorization` and `Cookie`, but no header of a platform's own.
        if scheme.name.lower() != "authorization":
            request.follow_redirects = False
    elif scheme.place == "query":
        request.url += f"{'&' if '?' in request.url else '?'}{pair}"
        request.has_key = True
    else:
        cookies = request.headers.get("Cookie")
        request.headers["Cookie"] = f"{cookies}; {pair}" if cookies else pair
