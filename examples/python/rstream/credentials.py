"""The ways to say who calls: a static token, an application's credentials, the environment; explicit values win."""

from concurrent.futures import ThreadPoolExecutor

from parlance_sdk import Hooks, Parlance, UnauthorizedError
from parlance_sdk.types import Grant

from support.expect import expect, expect_refusal

# Without arguments everything comes from PARLANCE_URL, PARLANCE_CLIENT_ID and PARLANCE_CLIENT_SECRET.
with Parlance() as from_environment:
    me = from_environment.tokens.whoami()
print(f"From the environment: the application {me.application_id}")

# An application signs its short-lived tokens itself, one for many calls.
sent: set[str] = set()
hooks = Hooks(on_request=lambda attempt: sent.add(attempt.headers["authorization"]))
with Parlance(hooks=hooks) as application, ThreadPoolExecutor() as threads:
    pending = (
        threads.submit(application.tunnels.list),
        threads.submit(application.clients.list),
        threads.submit(application.tokens.whoami),
    )
    for call in pending:
        call.result()
    application.tunnels.list()
    expect(len(sent), 1)
    print("Four calls with application credentials: one token")

    # A static token, e.g. for a browser; the environment's credentials are then void.
    signed = application.create_token(subject="ada", grants=[Grant(scopes=["tunnels:read"])])
with Parlance(token=signed.token) as browser:
    identity = browser.tokens.whoami()
    expect(identity.user_id, "ada")
    print(f"With a static token: the user {identity.user_id}, who may {', '.join(identity.scopes)}")
    expect(browser.tunnels.list().items, [])

# What is given explicitly wins over the environment, even when it is wrong.
with Parlance(token="not-a-token") as wrong, expect_refusal(UnauthorizedError, "invalid_token") as refusal:
    wrong.tunnels.list()
print(f"An explicit wrong token is not replaced by the environment's: {refusal.error.code}")
