// Stock centrifuge-js, JSON protocol, against its commands connect, subscribe and ping.
import { Centrifuge } from "centrifuge";
import { WebSocket } from "ws";
import { channel, type Peer } from "./peer.ts";
import { serveFrames } from "./serve-frames.ts";

interface Command {
  readonly id?: number;
  readonly connect?: object;
  readonly subscribe?: object;
}

/** centrifuge 5.8.0. */
export const peer: Peer = {
  async connect({ port, listener }) {
    const client = new Centrifuge(`ws://127.0.0.1:${port}/connection/websocket`, { websocket: WebSocket });
    client.on("connected", () => listener.connected());
    const subscription = client.newSubscription(channel);
    subscription.on("publication", ({ data }) => listener.message(data));
    subscription.subscribe();
    client.connect();
    await subscription.ready(5000);
    return { close: () => client.disconnect() };
  },

  serve(server) {
    serveFrames(server, {
      frame(text, send) {
        for (const line of text.split("\n").filter(Boolean)) {
          const { id, connect, subscribe } = JSON.parse(line) as Command;
          if (connect) send(JSON.stringify({ id, connect: { client: "c", version: "6", ping: 25, pong: true } }));
          else if (subscribe) send(JSON.stringify({ id, subscribe: {} }));
        }
      },
    });
  },

  encode: (data, offset) => JSON.stringify({ push: { channel, pub: { data, offset } } }),
};
