// Our client against a server of our protocol that is as small as those of the other peers. What the real one costs is
// measured by itself (fronts/platform.ts).
import type { ClientFrame, MessageFrame, ServerFrame, SubscribeOk, WelcomeFrame } from "@parlance/protocol";
import { Realtime } from "@parlance/runtime/codegen/realtime/v1";
import { validator } from "@parlance/runtime/validation";
import { contracts, descriptor } from "./parlance-channel.ts";
import { channel, type Peer } from "./peer.ts";
import { serveFrames } from "./serve-frames.ts";

const epoch = "f3Kq8Zx1";
const welcome: Omit<WelcomeFrame, "id"> = {
  type: "welcome",
  connection: "conn_LxQ2vTn8WbHs4Kd9",
  session: "s3cr3t-Vb2Yk7Rd4Jm9Xq1C",
  user: "user-42",
  inbox: null,
  pingMs: 25_000,
  pongWaitMs: 10_000,
  tokenTtlMs: null,
  resumed: false,
  windowMs: 120_000,
  limits: { frameBytes: 65_536, subscriptions: 200, inFlight: 64, messagesPerSecond: 50 },
  retry: { minMs: 400, maxMs: 20_000 },
  now: 1_795_253_400_000,
};

/** The realtime half of our runtime as generated clients use it, over WebSocket. */
export const peer: Peer = {
  async connect({ port, listener, validation }) {
    const client = new Realtime({
      url: `ws://127.0.0.1:${port}/v1/socket`,
      token: "token",
      ...(validation && { validation: validator(...contracts) }),
    });
    client.on("state", ({ status }) => status === "connected" && listener.connected());
    const subscription = client.channel(descriptor).subscribe(({ data }) => listener.message(data));
    await subscription.ready;
    return { close: () => void client.close() };
  },

  serve(server) {
    serveFrames(server, {
      frame(text, send) {
        for (const line of text.split("\n")) for (const frame of answers(JSON.parse(line))) send(JSON.stringify(frame));
      },
    });
  },

  encode: (data, offset) =>
    JSON.stringify({
      type: "message",
      channel,
      event: "message",
      offset,
      time: data.sentAt,
      data,
    } satisfies MessageFrame),
};

function answers(frame: ClientFrame): readonly ServerFrame[] {
  switch (frame.type) {
    case "hello":
      return [{ ...welcome, id: frame.id }, ...(frame.subscriptions ?? []).flatMap(({ id }) => subscribed(id))];
    case "subscribe":
      return subscribed(frame.id);
    case "ping":
      return [{ type: "pong" }];
    default:
      return [];
  }
}

function subscribed(id: number): readonly ServerFrame[] {
  return [
    { type: "ok", id, channel, epoch, offset: 0, recovered: "none", count: 0 } satisfies SubscribeOk,
    { type: "live", channel },
  ];
}
