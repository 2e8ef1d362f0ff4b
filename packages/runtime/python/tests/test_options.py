"""How clients are set up."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from parlance_runtime import AsyncClient, Client, ClientSetup, ConfigurationError, Server
from parlance_runtime.codegen.v1 import AsyncSdkClient, SdkClient
from tests.test_credentials import SECRET

SETUP = ClientSetup(
    environment="ACME",
    server=Server("https://{region}.acme.example/v1/", {"region": "eu"}),
    application_tokens=True,
)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://a.example/", "https://a.example"),
        ("a.example:8443/v1", "https://a.example:8443/v1"),
        ("HTTP://localhost:7300", "HTTP://localhost:7300"),
    ],
)
def test_a_url(given: str, url: str) -> None:
    assert Client(url=given).url == url


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example", "https://u:p@a.example", "https://a.example?x", "https://a.example#x", "https:///x"]
)
def test_no_url(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError):
        Client(url=url)


def test_the_environment_comes_before_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client(SETUP).url == "https://eu.acme.example/v1"
    assert Client(SETUP, server_variables={"region": "us"}).url == "https://us.acme.example/v1"
    monkeypatch.setenv("ACME_URL", "https://own.example")
    assert Client(SETUP).url == "https://own.example"
    assert AsyncClient(SETUP, url="https://given.example").url == "https://given.example"


def test_a_setup_without_server_names_what_to_set() -> None:
    with pytest.raises(ConfigurationError, match="ACME_URL"):
        Client(ClientSetup(environment="ACME"))


def test_half_of_the_applications_credentials_names_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_CLIENT_ID", "app_1")
    with pytest.raises(ConfigurationError, match="ACME_CLIENT_SECRET"):
        Client(SETUP)
    Client(SETUP, client_secret=SECRET)


@pytest.mark.parametrize(
    "options",
    [
        {"token": "t", "client_id": "app_1", "client_secret": SECRET},
        {"token": "two words"},
        {"timeout": 0},
        {"attempt_timeout": -1},
        {"retries": -1},
        {"client_id": "", "client_secret": SECRET},
    ],
)
def test_options_that_cannot_work_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        Client(SETUP, **options)


def test_a_client_shows_nothing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(SETUP, token="secret-token", headers={"X-Key": "secret-key"}, password="secret-word", username="u")
    assert "secret" not in repr(client)
    assert "secret" not in repr(client._configuration)  # pyright: ignore[reportPrivateUsage]


def test_importing_the_client_brings_neither_httpx_nor_pydantic() -> None:
    code = "import parlance_runtime as p, sys; p.Client; p.AsyncClient; print({'httpx', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("client", [Client, AsyncClient, SdkClient, AsyncSdkClient])
def test_an_option_that_there_is_not_is_named_and_so_are_those_that_there_are(client: Any) -> None:
    with pytest.raises(TypeError, match=r"'base_url'; the options are api_key, .*, url, "):
        client(SETUP, base_url="https://a.example")


def test_an_api_without_applications_takes_none_and_leaves_that_of_the_environment_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = ClientSetup(environment="ACME", server=Server("https://acme.example"))
    monkeypatch.setenv("ACME_CLIENT_ID", "a")
    monkeypatch.setenv("ACME_CLIENT_SECRET", "b")
    Client(plain)
    with pytest.raises(ConfigurationError, match="which this API does not take"):
        Client(plain, client_id="a", client_secret="b")
