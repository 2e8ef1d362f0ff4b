"""JSON texts."""

from __future__ import annotations

import json


def parse_json(text: str) -> object:
    """The value of a JSON text; a text that is none, or is nested too deep, comes back as it is."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
