// Stock phoenix against the second version of its serializer.
import { Socket } from "phoenix";
import { WebSocket } from "ws";
import { channel, type Peer } from "./peer.ts";
import { serveFrames } from "./serve-frames.ts";

type Frame = readonly [join: string | null, reference: string | null, topic: string, event: string, payload: unknown];

/** phoenix 1.8.16. */
export const peer: Peer = {
  async connect({ port, listener }) {
    const socket = new Socket(`ws://127.0.0.1:${port}/socket`, { transport: WebSocket });
    socket.onOpen(() => listener.connected());
    socket.connect();
    const joined = socket.channel(channel, {});
    joined.on("message", (data: unknown) => listener.message(data));
    await new Promise<void>((resolve, reject) => {
      joined
        .join()
        .receive("ok", () => resolve())
        .receive("error", reject);
    });
    return { close: () => socket.disconnect() };
  },

  serve(server) {
    serveFrames(server, {
      frame(text, send) {
        const [join, reference, topic, event] = JSON.parse(text) as Frame;
        if (event !== "phx_join" && event !== "heartbeat") return;
        send(JSON.stringify([join, reference, topic, "phx_reply", { status: "ok", response: {} }]));
      },
    });
  },

  encode: (message) => JSON.stringify([null, null, channel, "message", message]),
};
