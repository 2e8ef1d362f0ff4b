"""Finds tunnels and the clients that hold them open."""

from parlance_sdk import Parlance
from parlance_sdk.types import Filter, TunnelClientCreate, TunnelCreate

from support.expect import expect

with Parlance() as parlance:
    laptop = parlance.clients.create(body=TunnelClientCreate(name="laptop", status="online", labels={"env": "dev"}))
    server = parlance.clients.create(body=TunnelClientCreate(name="server", status="online", labels={"env": "prod"}))

    production = {"env": "prod"}
    for tunnel in (
        TunnelCreate(
            name="web", protocol="http", publish=True, status="online", client_id=server.id, labels=production
        ),
        TunnelCreate(name="mail", protocol="tls", status="online", client_id=server.id),
        TunnelCreate(name="preview", protocol="http", client_id=laptop.id),
    ):
        parlance.tunnels.create(body=tunnel)

    online = parlance.tunnels.list(status="online", protocol="http").items
    expect([tunnel.name for tunnel in online], ["web"])
    print(f"Online over HTTP: {', '.join(f'{tunnel.name} at {tunnel.host}' for tunnel in online)}")

    # The same grammar filters lists, watches, grants and webhooks.
    either = Filter.model_validate({"or": [{"labels.env": "prod"}, {"name": {"prefix": "pre"}}]})
    chosen = [tunnel.name or "" for tunnel in parlance.tunnels.list(filter=either, limit=1)]
    expect(chosen, ["preview", "web"])
    print(f"Through a filter, page by page: {', '.join(chosen)}")

    clients = parlance.clients.list(status="online").items
    expect({client.id for client in clients}, {laptop.id, server.id})
    print(f"Clients: {', '.join(client.name or '' for client in clients)}")
