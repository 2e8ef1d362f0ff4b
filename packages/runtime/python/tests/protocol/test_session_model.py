"""Whatever happens, in whatever order: what the machine promises of messages and requests holds."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from parlance_runtime.protocol.session import command as commands
from parlance_runtime.protocol.session import effect as effects
from parlance_runtime.protocol.session import input as inputs
from parlance_runtime.protocol.session import session_event as events
from parlance_runtime.protocol.session.connection_state import ConnectedState
from tests.protocol.rig import Rig


class Sessions(RuleBasedStateMachine):
    """A server with a log of its own, which answers when it likes, and a network that breaks."""

    def __init__(self) -> None:
        super().__init__()
        self.rig = Rig()
        self.rig.subscribe(1)
        self.log = 0
        self.delivered = 0
        self.asked = 0
        self.requests = 1

    @rule()
    def connect(self) -> None:
        self.rig.command(commands.Connect()).input(inputs.TokenFetched("t"))
        self.rig.opened()

    @rule()
    def disconnect(self) -> None:
        self.rig.command(commands.Disconnect())

    @rule()
    def welcome(self) -> None:
        self.rig.connected()

    @rule(ms=st.integers(0, 30_000))
    def elapse(self, ms: int) -> None:
        self.rig.elapse(ms).opened()

    @rule(code=st.sampled_from([1006, 4100, 4200, 4203]))
    def cut(self, code: int) -> None:
        self.rig.cut(code)

    @rule()
    def answer_the_subscription(self) -> None:
        asked = [
            *(each for hello in self.rig.sent("hello")[-1:] for each in hello.get("subscriptions", [])),
            *self.rig.sent("subscribe")[-1:],
        ]
        for each in asked[-1:]:
            since = each.get("since", {"offset": self.log})["offset"]
            recovered = "yes" if "since" in each else "none"
            self.rig.subscribe_ok(id=each["id"], offset=since, recovered=recovered)
            self.delivered = since

    @rule()
    def publish_elsewhere(self) -> None:
        self.log += 1

    @rule(skip=st.integers(0, 2))
    def deliver(self, skip: int) -> None:
        """Sometimes what is next, sometimes what is not."""
        self.delivered = min(self.log, self.delivered + 1 + skip)
        self.rig.message(self.delivered)

    @rule()
    def publish(self) -> None:
        self.requests += 1
        self.rig.publish(self.requests, timeout_ms=20_000)

    @rule()
    def answer_a_publish(self) -> None:
        for frame in self.rig.sent("publish")[-1:]:
            self.rig.frames({"type": "ok", "id": frame["id"], "epoch": "e", "offset": 1})

    @invariant()
    def messages_come_once_and_without_a_hole(self) -> None:
        offsets = [offset for offset in self.rig.offsets if offset is not None]
        assert offsets == list(range(offsets[0], offsets[0] + len(offsets))) if offsets else True

    @invariant()
    def requests_are_settled_at_most_once(self) -> None:
        settled = [each.request for each in self.rig.told(events.Settled)]
        assert len(settled) == len(set(settled))

    @invariant()
    def there_is_one_transport_at_a_time(self) -> None:
        opened = [each.transport for each in self.rig.of(effects.Open)]
        assert opened == sorted(set(opened))

    @invariant()
    def what_waits_is_woken(self) -> None:
        waits = isinstance(self.rig.session.state, ConnectedState)
        assert not waits or self.rig.wake_at is not None


TestSessions = Sessions.TestCase
TestSessions.settings = settings(max_examples=150, stateful_step_count=40, deadline=None, database=None)
