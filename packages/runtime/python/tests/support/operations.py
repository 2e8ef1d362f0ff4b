"""Operations as generated code has them."""

from __future__ import annotations

from typing import Annotated

from parlance_runtime.codegen.v1 import Body, CursorPagination, Header, Model, Operation, Parameter, wire


class Room(Model):
    id: str


class RoomPage(Model):
    items: list[Room]
    next_cursor: Annotated[str | None, wire("nextCursor")] = None


class RoomHeaders(Model):
    rate_limit_remaining: Annotated[int | None, wire("RateLimit-Remaining")] = None
    etag: Annotated[str | None, wire("ETag")] = None


rooms_get = Operation(
    id="rooms.get",
    method="GET",
    path="/v1/rooms/{room}",
    parameters=(Parameter("room", "path"),),
    headers=(Header("RateLimit-Remaining", "number"), Header("ETag")),
)

rooms_create = Operation(
    id="rooms.create",
    method="POST",
    path="/v1/rooms",
    bodies=(Body("application/json", "json"),),
    idempotency_header="Idempotency-Key",
)

messages_send = Operation(
    id="messages.send",
    method="POST",
    path="/v1/messages",
    bodies=(Body("application/json", "json"), Body("application/octet-stream", "binary")),
)
"""A POST without idempotency key."""

rooms_list = Operation(
    id="rooms.list",
    method="GET",
    path="/v1/rooms",
    parameters=(Parameter("limit", "query"), Parameter("cursor", "query")),
    pagination=CursorPagination("cursor", "/items", "/nextCursor"),
)

events_stream = Operation(id="events.stream", method="GET", path="/v1/events", sequence="sse")
