// Stock pusher-js against Pusher's protocol 7. Its payload is JSON within JSON.
import { createRequire } from "node:module";
import type PusherClient from "pusher-js";
import { channel, type Peer } from "./peer.ts";
import { serveFrames } from "./serve-frames.ts";

// Its types promise a default export; the file for Node is CommonJS and has none.
const Pusher = createRequire(import.meta.url)("pusher-js") as typeof PusherClient.default;

interface Frame {
  readonly event: string;
  readonly data: { readonly channel: string };
}

/** pusher-js 8.6.0. */
export const peer: Peer = {
  async connect({ port, listener }) {
    const client = new Pusher("key", {
      wsHost: "127.0.0.1",
      wsPort: port,
      forceTLS: false,
      enabledTransports: ["ws"],
      cluster: "",
      disableStats: true,
    });
    client.connection.bind("connected", () => listener.connected());
    const subscribed = client.subscribe(channel);
    subscribed.bind("message", (data: unknown) => listener.message(data));
    await new Promise<void>((resolve) => subscribed.bind("pusher:subscription_succeeded", resolve));
    return { close: () => client.disconnect() };
  },

  serve(server) {
    serveFrames(server, {
      opened(send) {
        const data = JSON.stringify({ socket_id: "1000.1", activity_timeout: 120 });
        send(JSON.stringify({ event: "pusher:connection_established", data }));
      },
      frame(text, send) {
        const { event, data } = JSON.parse(text) as Frame;
        if (event === "pusher:ping") send('{"event":"pusher:pong","data":"{}"}');
        if (event !== "pusher:subscribe") return;
        const { channel } = data;
        send(JSON.stringify({ event: "pusher_internal:subscription_succeeded", channel, data: "{}" }));
      },
    });
  },

  encode: (message) => JSON.stringify({ event: "message", channel, data: JSON.stringify(message) }),
};
