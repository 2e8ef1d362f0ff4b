import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { messageFrame } from "@parlance/platform/testing";
import { expect, test } from "vitest";
import { messageOf } from "../message.ts";
import { encodeMessages } from "../processes/encode-messages.ts";
import { loadPeer, peerNames } from "./load-peer.ts";
import { channel } from "./peer.ts";

const load = { first: 0, count: 10, batch: 1 };

test.each(peerNames)("%s connects and receives what its server sends", async (name) => {
  const peer = await loadPeer(name);
  const server = createServer((_, response) => response.end("yes")).listen(0, "127.0.0.1");
  const upgraded = once(server, "upgrade") as Promise<[unknown, Socket]>;
  peer.serve(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const messages: unknown[] = [];
  const arrived = new EventTarget();
  const client = await peer.connect({
    port,
    validation: false,
    listener: {
      connected: () => undefined,
      message: (data) => messages.push(data) === load.count && arrived.dispatchEvent(new Event("all")),
    },
  });
  const all = once(arrived, "all");
  const [, socket] = await upgraded;
  for (const chunk of encodeMessages(peer, load)) socket.write(chunk);
  await all;

  expect(messages).toEqual(Array.from({ length: 10 }, (_, id) => messageOf(id)));
  client.close();
  socket.destroy();
  server.close();
});

test("our frames are those that the platform writes for what a back end publishes", async () => {
  const { encode } = await loadPeer("parlance");
  const data = messageOf(3);
  const frame = messageFrame({
    id: "msg_f3Kq8Zx1_4",
    channel,
    event: "message",
    data: { ...data },
    sender: { connectionId: null, userId: null, memberId: null },
    offset: 4,
    at: data.sentAt,
    exclude: null,
    tags: {},
    publishId: null,
    expiresAt: null,
  });
  expect(encode(data, 4)).toBe(JSON.stringify(frame));
});
