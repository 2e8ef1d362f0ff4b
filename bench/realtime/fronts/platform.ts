// Our platform, embedded and with its defaults, apart from the number of calls that it allows.
import { createPlatform } from "@parlance/platform";
import { call, Client } from "@parlance/sdk/core";
import { channelsPublishBatch } from "@parlance/sdk/operations";
import { messageOf } from "../message.ts";
import { channel } from "../peers/peer.ts";
import type { Front } from "../processes/front.ts";

const platform = await createPlatform({ callsPerSecond: 1_000_000, checkAnswers: false });
const client = new Client({ url: platform.url, token: await platform.token() });

/** Our platform. Messages are published as a back end does: by its REST API, a window of them in one call. */
export const front: Front = {
  open({ subscribed }) {
    const port = Number(new URL(platform.url).port);
    const { application } = platform;
    // A welcome; and if subscribed ok and live.
    return {
      port,
      path: "/v1/socket",
      protocol: "parlance.v1.json",
      application,
      subscribed,
      frames: subscribed ? 3 : 1,
    };
  },

  async publish(first, count) {
    const messages = Array.from({ length: count }, (_, index) => ({ channel, data: { ...messageOf(first + index) } }));
    await call(client, channelsPublishBatch, { body: { messages } });
  },
};
