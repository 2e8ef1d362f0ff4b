import type { SessionOptions } from "@parlance/protocol";
import { randomId } from "../http/random-id.js";
import type { RealtimeOptions } from "./realtime-options.js";

/** The version of this package; its build and its tests put it in. */
declare const runtimeVersion: string;

/** What the session is told of a client's options. */
export function sessionOptions({ client, queue, backoff }: RealtimeOptions): SessionOptions {
  return {
    client: client ?? { name: "parlance-runtime", version: runtimeVersion },
    instance: randomId(),
    random: Math.random,
    retry: backoff,
    attempts: backoff?.attempts,
    // With the policy `block` no more is handed to the session than it takes.
    queue: {
      count: queue?.messages,
      bytes: queue?.bytes,
      policy: queue?.policy === "drop-oldest" ? queue.policy : "reject",
    },
  };
}
