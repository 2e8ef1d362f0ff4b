// Our platform, embedded and with its defaults, apart from the number of calls that it allows.
import { createPlatform } from "@parlance/platform";
import type { HelloFrame } from "@parlance/protocol";
import { call, Client } from "@parlance/sdk/core";
import { channelsPublishBatch, tokensCreate } from "@parlance/sdk/operations";
import { messageOf } from "../message.ts";
import { channel } from "../peers/peer.ts";
import type { Front } from "../processes/front.ts";

/** How many tokens are asked for at a time. */
const atOnce = 50;
const platform = await createPlatform({ callsPerSecond: 1_000_000, checkAnswers: false });
const client = new Client({ url: platform.url, token: await platform.token() });

/** Our platform. Every client is a user of its own. */
export const front: Front = {
  async open({ users, subscribed }) {
    const hellos: string[] = [];
    for (let from = 0; from < users; from += atOnce) {
      const some = Array.from({ length: Math.min(atOnce, users - from) }, (_, index) =>
        hello(from + index, subscribed),
      );
      hellos.push(...(await Promise.all(some)));
    }
    const port = Number(new URL(platform.url).port);
    // A welcome; and if subscribed ok and live.
    return { port, path: "/v1/socket", protocol: "parlance.v1.json", hellos, frames: subscribed ? 3 : 1 };
  },

  async publish(first, count) {
    const messages = Array.from({ length: count }, (_, index) => ({
      channel,
      event: "message",
      data: { ...messageOf(first + index) },
    }));
    await call(client, channelsPublishBatch, { body: { messages } });
  },
};

async function hello(user: number, subscribed: boolean): Promise<string> {
  const { token } = await call(client, tokensCreate, { body: { userId: `user-${user}`, lifetimeSeconds: 3600 } });
  return JSON.stringify({
    type: "hello",
    id: 1,
    version: 1,
    token,
    client: { name: "bench", version: "1.0.0" },
    instance: crypto.randomUUID(),
    ...(subscribed && { subscriptions: [{ id: 2, channel }] }),
  } satisfies HelloFrame);
}
