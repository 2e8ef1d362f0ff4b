"""The session machine, a step at a time: connecting, tokens, subscriptions, requests, presence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parlance_runtime.protocol.presence.presence import PresencePart
from parlance_runtime.protocol.session import command as commands
from parlance_runtime.protocol.session import effect as effects
from parlance_runtime.protocol.session import input as inputs
from parlance_runtime.protocol.session import session_event as events
from parlance_runtime.protocol.session.connection_state import ConnectedState, FailedState, ReconnectingState
from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.protocol.session.session_options import QueueBounds
from parlance_runtime.protocol.session.subscription_state import UnsubscribedState
from tests.protocol.rig import Rig


def bye(code: str, *, retryable: bool = True, **more: Any) -> dict[str, Any]:
    return {"type": "bye", "code": code, "message": "Bye.", "retryable": retryable, **more}


def wait(rig: Rig) -> float | None:
    """The wait until the next attempt."""
    state = rig.session.state
    return state.retry_at - rig.now if isinstance(state, ReconnectingState) and state.retry_at is not None else None


def status(rig: Rig) -> str:
    return rig.session.state.status


def failure(rig: Rig) -> SessionError:
    assert isinstance(rig.session.state, FailedState | ReconnectingState)
    return rig.session.state.error


def test_from_idle_to_connected_each_state_told_with_the_one_before() -> None:
    rig = Rig().connected()
    changes = [(each.previous.status, each.state.status) for each in rig.told(events.StateChanged)]
    assert changes == [("idle", "connecting"), ("connecting", "connected")]
    assert rig.session.state == ConnectedState("conn_LxQ2vTn8WbHs4Kd9", "ada", resumed=False, since=0)


def test_hello_says_who_we_are_and_what_we_can() -> None:
    assert Rig().connected().sent("hello") == [
        {
            "type": "hello",
            "id": 1,
            "version": 1,
            "client": {"name": "test", "version": "1.0.0"},
            "instance": "me",
            "capabilities": ["batch"],
            "token": "token-1",
        }
    ]


def test_an_older_transport_is_not_heard() -> None:
    rig = Rig().connected().reconnecting().opened().input(inputs.Closed(1, 1000, ""))
    assert status(rig) == "reconnecting"
    assert status(rig.connected()) == "connected"
    assert [each.transport for each in rig.of(effects.Open)] == [1, 2]


@pytest.mark.parametrize("code", [1000, 4000, 4099])
def test_a_final_close_code_ends_the_session(code: int) -> None:
    rig = Rig().connected().cut(code)
    assert failure(rig).close_code == code
    assert rig.clear().elapse(1e6).effects == []


@pytest.mark.parametrize(
    ("code", "expected"), [(4200, None), (4299, None), (1001, 125), (1006, 125), (4100, 125), (4999, 125)]
)
def test_other_close_codes_come_back(code: int, expected: float | None) -> None:
    assert wait(Rig().connected().cut(code)) == expected


def test_at_once_means_once() -> None:
    assert wait(Rig().connected().cut(4200).connected().cut(4200)) == 300


def test_after_ms_is_a_floor_also_for_a_host_that_wakes() -> None:
    rig = Rig().connected().frames(bye("draining", afterMs=1_500))
    assert wait(rig) == 1_625
    assert wait(rig.input(inputs.Resumed())) == 1_500


def test_a_draining_server_names_another_address_for_one_attempt() -> None:
    rig = Rig().connected().clear().frames(bye("draining", to="wss://b.example/")).elapse(125).cut().elapse(300)
    assert [each.url for each in rig.of(effects.Open)] == ["wss://b.example/", None]


def test_what_the_transport_knows_is_believed() -> None:
    error = SessionError("status_404", "Nothing here.", retryable=False)
    rig = Rig().command(commands.Connect()).input(inputs.TokenFetched("t"))
    assert failure(rig.input(inputs.Closed(1, 1006, "", error))) == error


def test_attempts_are_bounded_and_counted_anew_after_a_connection() -> None:
    rig = Rig(attempts=2).connected().cut().elapse(250).cut().elapse(1_000).connected().cut().elapse(1_000).cut()
    assert status(rig) == "reconnecting"
    assert failure(rig.elapse(1_000).cut()).code == "attempts_exhausted"


def test_the_session_is_resumed_unless_the_server_lost_it() -> None:
    def resume(rig: Rig) -> object:
        return rig.elapse(250).opened().sent("hello")[-1].get("resume")

    assert resume(Rig().connected().cut()) == {"session": "secret-1"}
    assert resume(Rig().connected().frames(bye("insufficient_state"))) is None


def test_an_attempt_of_ten_seconds_is_given_up() -> None:
    rig = Rig().command(commands.Connect()).input(inputs.TokenFetched("t")).elapse(10_000)
    assert [each.transport for each in rig.of(effects.CloseTransport)] == [1]
    assert failure(rig).code == "timeout"


def test_offline_waits_and_online_goes_on_at_once() -> None:
    rig = Rig().connected().input(inputs.NetworkChanged(False)).clear().cut().elapse(1e6)
    assert rig.of(effects.Open) == []
    assert len(rig.input(inputs.NetworkChanged(True)).of(effects.Open)) == 1


def test_silence_ends_the_connection_and_a_probe_sooner() -> None:
    rig = Rig().connected().clear().elapse(34_999)
    assert status(rig) == "connected"
    assert rig.elapse(1).of(effects.CloseTransport)[0].code == 4201
    assert status(Rig().connected().input(inputs.Resumed()).elapse(3_000)) == "reconnecting"


def test_disconnect_is_idle_until_connect_and_resumes() -> None:
    rig = Rig().subscribe(1).connected().subscribe_ok(offset=5).message(6).publish(2)
    rig.command(commands.Disconnect()).publish(3).elapse(1e5)
    assert rig.of(effects.CloseTransport)[-1].code == 1001
    assert status(rig) == "idle"
    rig.clear().command(commands.Connect()).connected(resumed=True)
    (hello,) = rig.sent("hello")
    assert hello["resume"] == {"session": "secret-1"}
    assert hello["subscriptions"][0]["since"] == {"epoch": "e001", "offset": 6}
    assert [frame["data"] for frame in rig.sent("publish")] == [2, 3]


def test_after_the_end_everything_is_refused_at_once() -> None:
    rig = Rig().connected().command(commands.Close()).clear().subscribe(2).publish(3).elapse(1e6)
    assert [type(each.event) for each in rig.of(effects.Emit)] == [events.SubscriptionChanged, events.Settled]


def refused_token(rig: Rig, code: str = "token_expired") -> Rig:
    return rig.opened().frames({"type": "error", "id": 1, "code": code, "message": "No.", "retryable": False})


def test_a_refused_token_is_replaced_once() -> None:
    rig = refused_token(Rig().command(commands.Connect()).input(inputs.TokenFetched("t1")))
    assert [each.fresh for each in rig.of(effects.FetchToken)] == [False, True]
    assert failure(refused_token(rig.input(inputs.TokenFetched("t2")))).code == "token_expired"


def test_the_same_token_again_is_final_at_once() -> None:
    rig = refused_token(Rig().command(commands.Connect()).input(inputs.TokenFetched("t1")))
    assert failure(rig.input(inputs.TokenFetched("t1"))).code == "token_expired"


def test_a_token_is_refreshed_in_band_before_it_ends() -> None:
    rig = Rig().connected(tokenTtlMs=600_000).clear()
    for _ in range(60):
        rig.elapse(10_000).frames({"type": "live", "channel": "nobody"})
        if rig.of(effects.FetchToken):
            break
    assert 513_000 <= rig.now <= 567_000
    rig.input(inputs.TokenFetched("token-2"))
    assert rig.sent("auth")[0]["token"] == "token-2"


def test_messages_are_told_once_and_in_order_and_a_hole_is_asked_for() -> None:
    rig = Rig().subscribe(1).connected().subscribe_ok(offset=5)
    rig.message(6).message(6).message(8).message(7)
    assert rig.offsets == [6]
    (asked,) = rig.sent("subscribe")
    assert asked["since"] == {"epoch": "e001", "offset": 6}
    rig.subscribe_ok(offset=6, recovered="yes").message(7).message(8)
    assert rig.offsets == [6, 7, 8]


def test_a_message_that_follows_takes_the_short_way() -> None:
    rig = Rig().subscribe(1).connected().subscribe_ok(offset=5)
    follow: Callable[[dict[str, Any]], int | None] = lambda frame: rig.session.follow(1, frame, 9)  # type: ignore  # noqa: E731
    assert follow({"type": "message", "channel": "chat", "offset": 6}) == 1
    assert follow({"type": "message", "channel": "chat", "offset": 6}) is None
    assert follow({"type": "message", "channel": "chat", "offset": 8}) is None
    assert follow({"type": "live", "channel": "chat"}) is None


def test_a_loss_that_was_announced_counts_when_its_gap_is_told() -> None:
    rig = Rig().subscribe(1).connected().subscribe_ok(offset=5).message(6).reconnecting().connected()
    rig.clear().subscribe_ok(epoch="e002", offset=3, recovered="no").cut().elapse(1_000).opened()
    assert rig.sent("hello")[-1]["subscriptions"][0]["since"] == {"epoch": "e001", "offset": 6}
    rig.connected().subscribe_ok(epoch="e002", offset=3, recovered="no").message(4)
    (gap,) = rig.told(events.GapFound)
    assert gap.frame["reason"] == "epoch_changed"
    assert rig.offsets == [4]


def test_a_refused_subscription_ends_and_one_that_may_come_back_is_asked_for_again() -> None:
    def refused(*, retryable: bool) -> Rig:
        rig = Rig().connected().subscribe(1)
        error = {"type": "error", "id": rig.sent("subscribe")[-1]["id"], "code": "channel_forbidden", "message": "No."}
        return rig.frames({**error, "retryable": retryable})

    final = refused(retryable=False).told(events.SubscriptionChanged)[-1].state
    assert isinstance(final, UnsubscribedState)
    assert len(refused(retryable=True).elapse(1_000).sent("subscribe")) == 2


def test_two_subscriptions_of_a_channel_are_told_apart() -> None:
    rig = Rig().connected().subscribe(1).subscribe_ok().subscribe(2).subscribe_ok(subscription=1)
    rig.message(1).message(1, subscription=1)
    assert [each.subscription for each in rig.told(events.MessageReceived)] == [1, 2]


def test_a_publish_without_an_answer_is_sent_again_before_newer_ones() -> None:
    rig = Rig().connected().publish(1).publish(2).cut().publish(3).clear().elapse(250).connected()
    assert [(frame["publishId"], frame["id"]) for frame in rig.sent("publish")] == [
        ("me:1", 2),
        ("me:2", 3),
        ("me:3", 4),
    ]


def test_a_publish_beyond_its_window_is_unknown() -> None:
    rig = Rig().connected(windowMs=1_000).publish(1).cut().elapse(2_000).connected(windowMs=1_000)
    assert rig.outcome(1) == events.Failed(rig_error(rig, 1), "unknown")


def rig_error(rig: Rig, request: int) -> SessionError:
    outcome = rig.outcome(request)
    assert isinstance(outcome, events.Failed)
    return outcome.error


def test_a_request_whose_connection_breaks_is_unknown_and_a_ping_fails() -> None:
    rig = Rig().connected()
    rig.command(commands.Ask(1, {"type": "request", "method": "rooms.get"}, None))
    rig.command(commands.Ask(2, {"type": "ping"}, None)).cut()
    assert [outcome.status for outcome in map(rig.outcome, (1, 2)) if isinstance(outcome, events.Failed)] == [
        "unknown",
        "failed",
    ]
    assert rig_error(Rig().command(commands.Ask(1, {"type": "ping"}, None)), 1).code == "not_connected"


def test_time_ends_what_waits_and_what_was_sent() -> None:
    rig = Rig().publish(1, timeout_ms=1_000).connected().publish(2, timeout_ms=1_000).elapse(1_000)
    assert rig_error(rig, 1).code == rig_error(rig, 2).code == "timeout"


def test_a_full_queue_fails_the_new_one_or_the_oldest_publish() -> None:
    rig = Rig(queue=QueueBounds(count=1)).publish(1).publish(2)
    assert rig_error(rig, 2).code == "queue_full"
    rig = Rig(queue=QueueBounds(count=1, policy="drop-oldest")).publish(1).publish(2)
    assert rig_error(rig, 1).code == "queue_full"
    assert rig.outcome(2) is None


def test_a_frame_that_is_too_large_is_not_sent() -> None:
    assert rig_error(Rig().connected().publish(1, size=65_537), 1).code == "payload_too_large"


def test_no_more_is_in_flight_than_the_server_takes() -> None:
    limits = {"frameBytes": 65_536, "subscriptions": 200, "inFlight": 1, "messagesPerSecond": 50}
    rig = Rig().connected(limits=limits).publish(1).publish(2)
    assert len(rig.sent("publish")) == 1
    rig.frames({"type": "ok", "id": 2, "epoch": "e", "offset": 1})
    assert len(rig.sent("publish")) == 2


def test_what_is_asked_of_a_held_channel_waits_and_nothing_else() -> None:
    rig = Rig().connected().command(commands.Hold("chat")).command(commands.Hold("chat"))
    rig.publish(1).publish(2, channel="other").command(commands.LetGo("chat"))
    assert [frame["channel"] for frame in rig.sent("publish")] == ["other"]
    assert [frame["channel"] for frame in rig.command(commands.LetGo("chat")).sent("publish")] == ["other", "chat"]


def test_pressure_holds_the_applications_requests_back() -> None:
    rig = Rig().connected().input(inputs.PressureChanged(1, paused=True)).publish(1).subscribe(1)
    assert (len(rig.sent("publish")), len(rig.sent("subscribe"))) == (0, 1)
    assert len(rig.input(inputs.PressureChanged(1, paused=False)).sent("publish")) == 1


def test_presence_is_entered_again_with_its_newest_data() -> None:
    rig = Rig()
    rig.session.use(PresencePart)
    rig.connected()
    body = {"type": "presence", "channel": "chat", "action": "enter", "data": 1}
    rig.command(commands.Ask(1, body, None)).frames({"type": "ok", "id": 2, "version": 1})
    rig.command(commands.Ask(2, {**body, "action": "update", "data": 2}, None)).frames({"type": "ok", "id": 3})
    rig.clear().reconnecting().connected()
    assert [(frame["action"], frame["data"]) for frame in rig.sent("presence")] == [("enter", 2)]


def test_presence_that_was_not_entered_again_is_still_owed() -> None:
    rig = Rig()
    rig.session.use(PresencePart)
    body = {"type": "presence", "channel": "chat", "action": "enter", "data": 1}
    rig.connected().command(commands.Ask(1, body, None)).frames({"type": "ok", "id": 2, "version": 1})
    rig.cut().elapse(1_000).connected().clear()
    rig.cut().elapse(1_000).connected(resumed=True)
    assert [frame["action"] for frame in rig.sent("presence")] == ["enter"]
    rig.frames({"type": "ok", "id": 2, "version": 1}).clear().cut().elapse(1_000).connected(resumed=True)
    assert rig.sent("presence") == []
    rig.cut().command(commands.Ask(2, {**body, "action": "update", "data": 2}, None)).elapse(1_000).connected()
    assert [(frame["action"], frame["data"]) for frame in rig.sent("presence")] == [("enter", 2), ("update", 2)]


def test_pages_of_presence_are_put_together_with_the_changes_that_came_between() -> None:
    rig = Rig()
    rig.session.use(PresencePart)
    rig.subscribe(1, mode=["presence"]).connected().subscribe_ok()
    sync = {"type": "presence_sync", "channel": "chat"}
    rig.frames({**sync, "version": 4, "members": [{"id": "a"}], "cursor": "x"})
    rig.frames({"type": "presence", "channel": "chat", "version": 5, "event": "enter", "member": {"id": "c"}})
    rig.frames({**sync, "version": 5, "members": [{"id": "b"}], "cursor": ""})
    (synced,) = rig.told(events.PresenceSynced)
    assert [member["id"] for member in synced.members] == ["a", "b"]
    assert [each.frame["version"] for each in rig.told(events.PresenceChanged)] == [5]
    rig.clear().frames({"type": "presence", "channel": "chat", "version": 9, "event": "leave", "member": {"id": "a"}})
    assert len(rig.sent("subscribe")) == 1


def test_direct_messages_are_told_from_the_inbox_and_a_hole_begins_anew() -> None:
    inbox = {"channel": "user:ada", "epoch": "i1", "offset": 3, "recovered": "none"}
    rig = Rig().connected(inbox=inbox).frames({"type": "message", "channel": "user:ada", "offset": 4})
    assert [each.frame.get("epoch") for each in rig.told(events.DirectReceived)] == ["i1"]
    rig.clear().frames({"type": "message", "channel": "user:ada", "offset": 9})
    assert rig.opened().sent("hello")[0]["inbox"] == {"epoch": "i1", "offset": 4}


def test_unknown_frames_are_told_and_malformed_ones_end_the_connection() -> None:
    rig = Rig().connected().frames({"type": "hologram", "x": 1})
    assert [each.frame for each in rig.told(events.UnknownReceived)] == [{"type": "hologram", "x": 1}]
    rig.input(inputs.Malformed(1, "The frame is not JSON."))
    assert rig.of(effects.CloseTransport)[-1].code == 1002
    assert failure(rig).cause == "The frame is not JSON."
