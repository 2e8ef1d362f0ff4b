/** Watches tunnels and clients over server-sent events and over the socket: the same code, one option changed. */
import assert from "node:assert/strict";
import { sse } from "@parlance/runtime/realtime/sse";
import { validator } from "@parlance/runtime/validation";
import { Parlance } from "@parlance/sdk";
import { tunnelsChannelContract } from "@parlance/sdk/contracts";
import {
  messages,
  ParlanceRealtime,
  type ChannelMessage,
  type RealtimeSdkOptions,
  type TunnelsEvents,
} from "@parlance/sdk/realtime";
import { startRelay } from "../support/relay.ts";

const parlance = new Parlance();
await using relay = await startRelay(parlance.url);
await parlance.tunnels.create({ body: { name: "mail", protocol: "tls" } });

await watch("server-sent events", { transport: sse() });
await watch("the socket", {});

async function watch(name: string, options: RealtimeSdkOptions): Promise<void> {
  await using realtime = new ParlanceRealtime({
    url: relay.url,
    validation: validator(tunnelsChannelContract),
    ...options,
  });
  realtime.on("error", (error) => assert.fail(error));
  const watched = messages(realtime.tunnels());
  const next = async (): Promise<ChannelMessage<TunnelsEvents>> => {
    const { value: item } = await watched.next();
    assert(item?.type === "message", "nothing is missing");
    return item;
  };

  const initial = await next();
  assert(initial.event === "state.initial");
  assert.deepEqual(
    initial.data.data.tunnels.map((tunnel) => tunnel.name),
    ["mail"],
  );
  console.log(`Over ${name}: mail is there at the beginning`);

  const client = await parlance.clients.create({ body: { name: "laptop", status: "online" } });
  const { id: tunnel } = await parlance.tunnels.create({ body: { protocol: "http", clientId: client.id } });
  await parlance.tunnels.update({ tunnel, body: { labels: { env: "prod" } } });
  const came = [await next(), await next(), await next()];
  assert.deepEqual(
    came.map(({ event }) => event),
    ["client.created", "tunnel.created", "tunnel.updated"],
  );
  const updated = came[2];
  assert(updated?.event === "tunnel.updated");
  assert.deepEqual(updated.data.data.labels, { env: "prod" });
  console.log(`  ${came.map(({ event }) => event).join(", ")}`);

  // The line breaks, and things happen meanwhile.
  await relay.cut(async () => {
    await parlance.tunnels.delete({ tunnel });
    await parlance.clients.delete({ client: client.id });
  });
  const missed = [await next(), await next()];
  assert.deepEqual(
    missed.map(({ event }) => event),
    ["tunnel.deleted", "client.deleted"],
  );
  assert.deepEqual(
    [...came, ...missed].map(({ offset = 0 }) => offset - (came[0]?.offset ?? 0)),
    [0, 1, 2, 3, 4],
  );
  console.log(`  after a cut: ${missed.map(({ event }) => event).join(", ")}, nothing missing`);
  assert.equal(realtime.state.status, "connected");
}
