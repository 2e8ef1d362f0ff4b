"""The error of a parameter that cannot be sent."""

from __future__ import annotations

from parlance_runtime.errors import ValidationError, ValidationIssue


def invalid_parameter(operation: str, name: str, message: str) -> ValidationError:
    """The error of a parameter that cannot be sent."""
    return ValidationError("invalid_parameter", operation=operation, issues=[ValidationIssue(name, message)])
