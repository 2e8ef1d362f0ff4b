"""What tests share."""

from __future__ import annotations

import pytest

from tests.support.caller import Kind


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each test that asks for it runs with a sync and with an async client."""
    return request.param
