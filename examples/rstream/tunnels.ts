/** Finds tunnels and the clients that hold them open. */
import assert from "node:assert/strict";
import { Parlance } from "@parlance/sdk";

const parlance = new Parlance();

const laptop = await parlance.clients.create({ body: { name: "laptop", status: "online", labels: { env: "dev" } } });
const server = await parlance.clients.create({ body: { name: "server", status: "online", labels: { env: "prod" } } });

await parlance.tunnels.create({
  body: {
    name: "web",
    protocol: "http",
    publish: true,
    status: "online",
    clientId: server.id,
    labels: { env: "prod" },
  },
});
await parlance.tunnels.create({ body: { name: "mail", protocol: "tls", status: "online", clientId: server.id } });
await parlance.tunnels.create({ body: { name: "preview", protocol: "http", clientId: laptop.id } });

const online = await parlance.tunnels.list({ status: "online", protocol: "http" });
assert.deepEqual(
  online.items.map(({ name }) => name),
  ["web"],
);
console.log(`Online over HTTP: ${online.items.map(({ name, host }) => `${name} at ${host}`).join(", ")}`);

// The same grammar filters lists, watches, grants and webhooks.
const chosen: (string | null)[] = [];
const filter = { or: [{ "labels.env": "prod" }, { name: { prefix: "pre" } }] };
for await (const { name } of parlance.tunnels.list({ filter, limit: 1 })) chosen.push(name ?? null);
assert.deepEqual(chosen, ["preview", "web"]);
console.log(`Through a filter, page by page: ${chosen.join(", ")}`);

const clients = await parlance.clients.list({ status: "online" });
assert.deepEqual(clients.items.map(({ id }) => id).sort(), [laptop.id, server.id].sort());
console.log(`Clients: ${clients.items.map(({ name }) => name).join(", ")}`);
