"""Lists, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from urllib.parse import parse_qs, urlsplit

import pytest

from parlance_runtime import (
    DecodeError,
    LinkPagination,
    OffsetPagination,
    Operation,
    PagePagination,
    Parameter,
    ParlanceError,
)
from parlance_runtime.testing.virtual_clock import ImpatientClock
from tests.support.caller import Caller, Kind
from tests.support.operations import Room, RoomPage, rooms_list
from tests.support.server import Handler, SeenRequest, Server, json_reply

NUMBERED = Operation(
    id="numbers.list",
    method="GET",
    path="/n",
    parameters=(Parameter("page", "query", name="p"),),
    pagination=PagePagination("p", "/items", 1),
)


def pages(handler: Handler, seen: SeenRequest) -> None:
    number = int(parse_qs(urlsplit(seen.url).query).get("cursor", ["1"])[0])
    items = [{"id": f"a{number}"}, {"id": f"b{number}"}]
    json_reply({"items": items, "nextCursor": str(number + 1) if number < 3 else None})(handler, seen)


def test_iteration_gives_all_items_of_all_pages_with_the_callers_parameters_on_each(kind: Kind) -> None:
    with Server(pages) as server, Caller(kind, url=server.url) as client:
        items = client.items(rooms_list, {"limit": 2}, RoomPage, Room)
    assert [room.id for room in items] == ["a1", "b1", "a2", "b2", "a3", "b3"]
    assert [seen.url for seen in server.seen] == [
        "/v1/rooms?limit=2",
        "/v1/rooms?limit=2&cursor=2",
        "/v1/rooms?limit=2&cursor=3",
    ]


def test_the_first_page_and_the_ones_after_it() -> None:
    with Server(pages) as server, Caller("sync", url=server.url) as client:
        assert client.sync is not None
        page = client.sync.paginate(rooms_list, {}, RoomPage, Room)
        assert (len(page.items), page.data.next_cursor, page.has_next) == (2, "2", True)
        second = page.next()
        assert second is not None
        last = second.next()
        assert last is not None
        assert not last.has_next
        assert last.next() is None
        assert len(server.seen) == 3


def test_the_first_page_and_the_ones_after_it_async() -> None:
    async def read(client: Caller) -> None:
        page = await client.own.paginate(rooms_list, {}, RoomPage, Room)
        assert (len(page.items), page.data.next_cursor, page.has_next) == (2, "2", True)
        assert [len(page.items) async for page in client.own.paginate(rooms_list, {}, RoomPage, Room).pages()] == [
            2
        ] * 3

    with Server(pages) as server, Caller("async", url=server.url) as client:
        client.run(read(client))
        assert len(server.seen) == 4


def test_a_page_that_is_not_asked_for_is_not_fetched() -> None:
    with Server(pages) as server, Caller("sync", url=server.url) as client:
        assert client.sync is not None
        for room in client.sync.paginate(rooms_list, {}, RoomPage, Room):
            if room.id == "b1":
                break
        assert len(server.seen) == 1


def test_an_empty_list_has_no_items(kind: Kind) -> None:
    with Server(json_reply({"items": [], "nextCursor": None})) as server, Caller(kind, url=server.url) as client:
        assert client.items(rooms_list, {}, RoomPage, Room) == []


def test_null_for_items_is_an_empty_list_and_none_is_an_error(kind: Kind) -> None:
    with Server(json_reply({"items": None}), json_reply({})) as server, Caller(kind, url=server.url) as client:
        assert client.items(rooms_list, {}, dict[str, object], object) == []
        with pytest.raises(DecodeError):
            client.items(rooms_list, {}, dict[str, object], object)


def test_an_empty_page_in_the_middle_does_not_end_the_list(kind: Kind) -> None:
    answers = (json_reply({"items": [], "nextCursor": "2"}), json_reply({"items": [{"id": "a"}]}))
    with Server(*answers) as server, Caller(kind, url=server.url) as client:
        assert [room.id for room in client.items(rooms_list, {}, RoomPage, Room)] == ["a"]


@pytest.mark.parametrize("circle", ["c", "cd", "cde"])
def test_a_server_that_goes_round_is_noticed(kind: Kind, circle: str) -> None:
    cursors: Iterator[str] = cycle(circle)

    def round_and_round(handler: Handler, seen: SeenRequest) -> None:
        json_reply({"items": [], "nextCursor": next(cursors)})(handler, seen)

    with Server(round_and_round) as server, Caller(kind, url=server.url) as client:
        with pytest.raises(ParlanceError) as caught:
            client.items(rooms_list, {}, RoomPage, Room)
    assert caught.value.code == "pagination_loop"


def test_pages_are_counted_until_one_is_empty(kind: Kind) -> None:
    answers = (json_reply({"items": [1, 2]}), json_reply({"items": [3]}), json_reply({"items": []}))
    with Server(*answers) as server, Caller(kind, url=server.url) as client:
        assert client.items(NUMBERED, {}, dict[str, list[int]], int) == [1, 2, 3]
    assert [seen.url for seen in server.seen] == ["/n", "/n?p=2", "/n?p=3"]


def test_offsets_are_counted_from_the_callers(kind: Kind) -> None:
    offset = NUMBERED._replace(
        parameters=(Parameter("offset", "query"),), pagination=OffsetPagination("offset", "/items")
    )
    answers = (json_reply({"items": [1, 2]}), json_reply({"items": []}))
    with Server(*answers) as server, Caller(kind, url=server.url) as client:
        assert client.items(offset, {"offset": 10}, dict[str, list[int]], int) == [1, 2]
    assert [seen.url for seen in server.seen] == ["/n?offset=10", "/n?offset=12"]


def test_links_are_followed_on_the_same_server_only(kind: Kind) -> None:
    linked = NUMBERED._replace(pagination=LinkPagination(""))
    answers = (
        json_reply([1], 200, {"Link": '</n?page=2>; rel="next", </n>; rel="first"'}),
        json_reply([2], 200, {"Link": '<https://elsewhere.example/n>; rel="next"'}),
    )
    with Server(*answers) as server, Caller(kind, url=server.url) as client, pytest.raises(ParlanceError) as caught:
        client.items(linked, {}, list[int], int)
    assert caught.value.code == "pagination_foreign_link"
    assert [seen.url for seen in server.seen] == ["/n", "/n?page=2"]


def test_each_page_is_tried_again_by_itself(kind: Kind) -> None:
    answers = (json_reply({"items": [1]}), json_reply({}, 500), json_reply({"items": []}))
    with Server(*answers) as server, Caller(kind, url=server.url, clock=ImpatientClock()) as client:
        assert client.items(NUMBERED, {}, dict[str, list[int]], int) == [1]
