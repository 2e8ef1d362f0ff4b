"""The first steps with the SDK, against a running platform.

`npm start` runs it; by hand:

PARLANCE_URL=… PARLANCE_CLIENT_ID=… PARLANCE_CLIENT_SECRET=… python examples/python/first_steps.py
"""

from parlance_sdk import NotFoundError, Parlance, PreconditionFailedError
from parlance_sdk.realtime import ParlanceRealtime
from parlance_sdk.types import TunnelCreate, TunnelUpdate

with Parlance() as parlance, ParlanceRealtime() as realtime:
    # The watch begins with everything there is; what follows are the changes.
    pushed = realtime.tunnels().messages()
    next(pushed)

    tunnel = parlance.tunnels.create(body=TunnelCreate(protocol="http", publish=True, labels={"env": "development"}))
    print(f"Made the tunnel {tunnel.id}, reachable at {tunnel.host or 'no public address'}.")

    answer = parlance.tunnels.with_response.update(
        tunnel.id, if_match=f'"{tunnel.version}"', body=TunnelUpdate(labels={"env": "production"})
    )
    print(f"Moved it to production: version {answer.data.version}, ETag {answer.headers.e_tag}.")

    try:
        parlance.tunnels.update(tunnel.id, if_match=f'"{tunnel.version}"', body=TunnelUpdate(labels={}))
    except PreconditionFailedError as error:
        print(f"A writer with the old version is refused: {error.code}.")

    found = sum(each.id == tunnel.id for each in parlance.tunnels.list(protocol="http", limit=10))
    print(f"Found it {'once' if found == 1 else f'{found} times'} among all HTTP tunnels.")

    parlance.tunnels.delete(tunnel.id)
    try:
        parlance.tunnels.get(tunnel.id)
    except NotFoundError as error:
        print(f"Deleted it; asking again gives {error.code} (request {error.request_id}).")

    for item in pushed:
        if item.type == "gap":
            continue
        print(f"Was told over the socket: {item.event}.")
        if item.event == "tunnel.deleted":
            break
