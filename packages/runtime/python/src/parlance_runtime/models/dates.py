"""Dates and bytes that keep the text they came from."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic_core import CoreSchema, SchemaValidator, core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*")
_PARSER = SchemaValidator(core_schema.datetime_schema())
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class TextDateTime(datetime):
    """A time that came as another text than we would write; it goes out as it came."""

    text: str = ""


class TextBytes(bytes):
    """Bytes that came as another base64 text than we would write; they go out as they came."""

    text: str = ""


def date_text(value: date | time) -> str:
    """A date or time as RFC 3339 has it, or as the text it came from. A time without zone goes without one."""
    if isinstance(value, TextDateTime) and value.text:
        return value.text
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


class _TextSchema:
    """A scalar that travels as text: how it is read and written. What is no such text is refused."""

    def __init__(self, kind: type, read: Callable[[str], object], write: Callable[[Any], str]) -> None:
        self._kind = kind
        self._read = read
        self._write = write

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        del source, handler
        return core_schema.no_info_plain_validator_function(
            self._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(self._serialize, when_used="json"),
        )

    def _validate(self, value: object) -> object:
        if isinstance(value, str):
            return self._read(value)
        if isinstance(value, self._kind):
            return value
        raise ValueError(f"is no {self._kind.__name__}")

    def _serialize(self, value: object) -> object:
        return self._write(value) if isinstance(value, self._kind) else value


def _read_date_time(text: str) -> datetime:
    if not _DATE_TIME.fullmatch(text):
        raise ValueError("is no date-time")
    parsed: datetime = _PARSER.validate_python(text)
    if date_text(parsed) == text:
        return parsed
    kept = TextDateTime.combine(parsed.date(), parsed.timetz())
    kept.text = text
    return kept


def _read_date(text: str) -> date:
    if not _DATE.fullmatch(text):
        raise ValueError("is no date")
    return date.fromisoformat(text)


def _read_base64(text: str) -> bytes:
    data = b64decode(text, validate=True)
    if b64encode(data).decode() == text:
        return data
    kept = TextBytes(data)
    kept.text = text
    return kept


def base64_text(value: bytes | bytearray) -> str:
    """Bytes as base64, or as the text they came from."""
    return value.text if isinstance(value, TextBytes) and value.text else b64encode(value).decode()


DateTime: TypeAlias = Annotated[datetime, _TextSchema(datetime, _read_date_time, date_text)]
"""A `date-time` (RFC 3339): a `datetime` that is sent as the text it came from."""
Date: TypeAlias = Annotated[date, _TextSchema(date, _read_date, date_text)]
"""A full `date` (RFC 3339)."""
Base64: TypeAlias = Annotated[bytes, _TextSchema(bytes, _read_base64, base64_text)]
"""Bytes that travel as base64 text."""
