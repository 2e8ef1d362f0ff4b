"""Short-lived tokens and what happens when one expires; the SDK's clock is turned instead of waited for."""

import time

from parlance_runtime.testing import VirtualClock
from parlance_sdk import Hooks, Parlance, UnauthorizedError
from parlance_sdk.types import TokenIntrospect

from support.expect import expect, expect_refusal

tokens: set[str] = set()
hooks = Hooks(on_request=lambda attempt: tokens.add(attempt.headers["authorization"]))
clock = VirtualClock(time.time() - 120)
with Parlance(clock=clock, hooks=hooks) as parlance:
    # Signed here, without a call, so it can be one of two minutes ago.
    past = parlance.create_token()

    # The platform forgives clocks that are half a minute off. 60 seconds unless told otherwise.
    clock.advance(100)
    short = parlance.create_token()
    asked = parlance.create_token(lifetime_seconds=60)
    for each in (short, asked):
        seen = parlance.tokens.introspect(body=TokenIntrospect(token=each.token))
        expect((seen.active, (seen.exp or 0) - (seen.iat or 0)), (True, 60))
    print("With and without a lifetime of 60 s: a token for 60 s")

    with Parlance(token=short.token) as holder:
        holder.tunnels.list()
    with Parlance(token=past.token) as holder, expect_refusal(UnauthorizedError, "token_expired") as refusal:
        holder.tunnels.list()
    print(f"Two minutes later a token is refused: {refusal.error.code}")

    expect(len(tokens), 1)
    clock.advance(50)
    parlance.tunnels.list()
    expect(len(tokens), 2)
    print("Before its own is so old the application's client has signed itself a new one")
