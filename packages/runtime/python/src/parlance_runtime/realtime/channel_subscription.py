"""One subscription of a channel."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from parlance_runtime.protocol.frames.codes_gen import CLOSED, UNSUBSCRIBED
from parlance_runtime.protocol.session.connection_state import ClosedState
from parlance_runtime.protocol.session.subscription_state import (
    ResubscribingState,
    SubscribedState,
    SubscribingState,
    SubscriptionState,
    UnsubscribedState,
)
from parlance_runtime.realtime.authorization import Authorization
from parlance_runtime.realtime.delivery_options import wire_options
from parlance_runtime.realtime.message_of import gap_of, message_of
from parlance_runtime.realtime.realtime_error import RealtimeError, error_of
from parlance_runtime.realtime.subscription import SubscriptionReady

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import GapFrame, MessageFrame, Position
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.realtime.channel_context import ChannelContext
    from parlance_runtime.realtime.channel_message import ChannelGap, ChannelMessage
    from parlance_runtime.realtime.delivery_options import DeliveryOptions


@dataclass(frozen=True, slots=True)
class SubscriptionHandlers:
    """Who gets what a subscription receives."""

    message: Callable[[ChannelMessage[Any]], object]
    gap: Callable[[ChannelGap], object] | None = None
    live: Callable[[], object] | None = None
    state: Callable[[SubscriptionState], object] | None = None
    takes_refusal: bool = False
    """Whether `state` deals with a refusal. Else one that nobody waits for is told as an error of the client."""
    mode: str | None = None
    """`presence`, for the presence of the channel in place of its messages."""


class ChannelSubscription:
    """One subscription of a channel: knows its position and its authorisation, and hands over what comes.

    Raises what ended the client, if something did.
    """

    def __init__(self, context: ChannelContext, options: DeliveryOptions, handlers: SubscriptionHandlers) -> None:
        self._context = context
        self._options = options
        self._handlers = handlers
        self._number = 0
        self._state: SubscriptionState = SubscribingState()
        # Two members, because a message moves only one of them.
        self._epoch: str | None = None
        self._offset: int | None = None
        self._move_to(options.get("since"))
        self._ready: SubscriptionReady | None = None
        self._waiting: list[asyncio.Future[SubscriptionReady]] = []
        self._holds = False
        authorize = context.authorizer
        self._authorization = None if authorize is None else Authorization(context, authorize, self)
        self._hold()
        if self._authorization is None:
            self.authorized(None)
        else:
            self._authorization.begin()

    @property
    def channel(self) -> str:
        """The channel's name."""
        return self._context.name

    @property
    def state(self) -> SubscriptionState:
        """Where it stands."""
        return self._state

    @property
    def position(self) -> Position | None:
        """The position of the last message that was handed over; `None` until it is subscribed."""
        if self._epoch is None or self._offset is None:
            return None
        return {"epoch": self._epoch, "offset": self._offset}

    async def ready(self) -> SubscriptionReady:
        """Returns when the server has accepted it, with where it begins. Raises a `RealtimeError` if it is refused."""
        if self._ready is not None:
            return self._ready
        if isinstance(self._state, UnsubscribedState):
            raise self._end(self._state.error)
        waiter: asyncio.Future[SubscriptionReady] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        return await waiter

    def unsubscribe(self) -> None:
        """Ends it; no message is handed over any more. Does nothing the second time."""
        if not isinstance(self._state, UnsubscribedState):
            self._context.session.unsubscribe(self._number)
            self._enter(UnsubscribedState())

    def message(self, frame: MessageFrame) -> None:
        """Hands over a message."""
        message = message_of(frame, self._epoch)
        if message.offset is not None:
            self._epoch = message.epoch
            self._offset = message.offset
        if self._context.events is not None:
            decoded = self._decoded(message)
            if decoded is None:
                self._unknown(message)
                return
            message = decoded
        self._context.session.listeners.call(self._handlers.message, message)

    def gap(self, frame: GapFrame) -> None:
        """Tells that messages are missing."""
        self._move_to(frame["to"])
        if self._handlers.gap is not None:
            self._context.session.listeners.call(self._handlers.gap, gap_of(frame))

    def live(self) -> None:
        """Tells that what follows is live."""
        live = self._handlers.live
        if live is not None:
            self._context.session.listeners.call(lambda _: live(), None)

    def told(self, state: SubscriptionState) -> None:
        """The session's view of it changed."""
        if isinstance(state, SubscribedState):
            if self._authorization is not None:
                self._authorization.accepted()
            if self._epoch is None:
                self._move_to(state.position)
        error = state.error if isinstance(state, ResubscribingState | UnsubscribedState) else None
        if error is not None and self._authorization is not None:
            self.unauthorized(error)
        else:
            self._enter(state)

    def authorized(self, token: str | None) -> None:
        """Subscribes, with the token if it needs one."""
        options = wire_options(self._options, since=self.position, token=token, mode=self._handlers.mode)
        self._number = self._context.session.subscribe(self._context.name, options, self)

    def unauthorized(self, error: SessionError) -> None:
        """Begins again with another token, if that may help."""
        authorization = self._authorization
        again = authorization is not None and authorization.may_try_again(error)
        self._context.session.unsubscribe(self._number)
        if authorization is None or not again:
            self._enter(UnsubscribedState(error))
            return
        self._enter(ResubscribingState(self.position, error))
        # The application may have ended it meanwhile.
        if not isinstance(self._state, UnsubscribedState):
            authorization.begin()

    def _decoded(self, message: ChannelMessage[Any]) -> ChannelMessage[Any] | None:
        """With its data as the type of its event; `None` if the contract does not know it, or the data do not fit."""
        from pydantic import ValidationError

        from parlance_runtime.models.decode import adapter_of

        events = self._context.events
        kind = None if events is None else events.get(message.event)
        if kind is None:
            return message if self._context.open else None
        try:
            data = adapter_of(kind).validate_json(json.dumps(message.data), strict=True, by_alias=True, by_name=False)
        except ValidationError:
            return None
        return replace(message, data=data)

    def _unknown(self, message: ChannelMessage[Any]) -> None:
        listeners = self._context.session.listeners
        on_unknown = self._options.get("on_unknown")
        if on_unknown is None:
            listeners.emit("unknown", message)
        else:
            listeners.call(on_unknown, message)

    def _enter(self, state: SubscriptionState) -> None:
        if isinstance(self._state, UnsubscribedState):
            return
        self._state = state
        self._hold()
        if isinstance(state, UnsubscribedState) and self._authorization is not None:
            self._authorization.stop()
        session = self._context.session
        if self._handlers.state is not None:
            session.listeners.call(self._handlers.state, state)
        self._settle(state)

    def _settle(self, state: SubscriptionState) -> None:
        """Tells whoever waits for `ready`; a refusal that nobody heeds is an error of the client."""
        waiting = [waiter for waiter in self._waiting if not waiter.done()]
        if isinstance(state, SubscribedState):
            self._ready = self._ready or SubscriptionReady(state.position, state.recovered)
            for waiter in waiting:
                waiter.set_result(self._ready)
        elif isinstance(state, UnsubscribedState):
            error = state.error
            for waiter in waiting:
                waiter.set_exception(self._end(error))
            heeded = bool(waiting) or self._handlers.takes_refusal
            if error is not None and error.code != CLOSED.code and not heeded:
                self._context.session.report(RealtimeError(error))
        else:
            return
        self._waiting.clear()

    def _end(self, error: SessionError | None) -> RealtimeError:
        """Why whoever waits for it waits in vain: `error`, the end of the client, or that it was given up."""
        if isinstance(self._context.session.state, ClosedState):
            return error_of(CLOSED)
        return error_of(UNSUBSCRIBED if error is None else error)

    def _move_to(self, position: Position | None) -> None:
        if position is not None:
            self._epoch, self._offset = position["epoch"], position["offset"]

    def _hold(self) -> None:
        """A publish may need the token of this subscription: none goes out before that is accepted."""
        holds = self._authorization is not None and isinstance(self._state, SubscribingState | ResubscribingState)
        if holds != self._holds:
            self._holds = holds
            self._context.session.hold(self._context.name, holds=holds)
