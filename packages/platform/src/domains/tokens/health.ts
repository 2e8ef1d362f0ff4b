import type { HandlersOf } from "../../handler.js";

/** The state of the platform, for supervisors. */
export const healthHandlers: HandlersOf<"health" | "metrics"> = {
  /** A store that does not answer never gets here: the transaction of the call fails first, with 503. */
  "health.get": async (call) => ({
    status: 200,
    body: { status: "ok", version: call.version, checks: { store: "ok", broker: "ok", media: "absent" } },
  }),
  "metrics.get": async (call) => ({
    status: 200,
    content: {
      mediaType: "text/plain",
      bytes: Buffer.from(call.metrics.text({ channels: call.broker.size, connections: call.connections.size })),
    },
  }),
};
