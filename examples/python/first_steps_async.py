"""The first steps with the SDK and asyncio, against a running platform.

PARLANCE_URL=… PARLANCE_CLIENT_ID=… PARLANCE_CLIENT_SECRET=… python examples/python/first_steps_async.py
"""

import asyncio

from parlance_sdk import AsyncParlance, CallOptions, ConflictError
from parlance_sdk.types import TunnelCreate


async def main() -> None:
    """Make tunnels at once, and list them page by page."""
    async with AsyncParlance(timeout=10) as parlance:
        bodies = [TunnelCreate(protocol="tls", name=f"printer-{number}") for number in range(3)]
        tunnels = await asyncio.gather(*(parlance.tunnels.create(body=body) for body in bodies))
        print(f"Made {', '.join(tunnel.name or tunnel.id for tunnel in tunnels)} at once.")

        try:
            await parlance.tunnels.create(body=bodies[0], options=CallOptions(retries=0, idempotency_key="another"))
        except ConflictError as error:
            print(f"The name is taken: {error.code}.")

        pages = [page.items async for page in parlance.tunnels.list(protocol="tls", limit=2).pages()]
        print(f"They are on {len(pages)} pages.")

        token = parlance.create_token(subject="user_1", lifetime_seconds=300)
        print(f"Signed a token for a user; it ends at {token.expires_at:%H:%M}.")

        await asyncio.gather(*(parlance.tunnels.delete(tunnel.id) for tunnel in tunnels))


asyncio.run(main())
