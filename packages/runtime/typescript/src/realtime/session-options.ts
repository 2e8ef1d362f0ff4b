import type { QueueBounds, SessionOptions } from "@parlance/protocol";
import { randomId } from "../http/random-id.js";
import type { QueueOptions, RealtimeOptions } from "./realtime-options.js";

/** The version of this package; its build and its tests put it in. */
declare const runtimeVersion: string;

/** What the session is told of a client's options. */
export function sessionOptions({ client, queue, backoff }: RealtimeOptions): SessionOptions {
  return {
    client: client ?? { name: "parlance-runtime", version: runtimeVersion },
    instance: randomId(),
    random: Math.random,
    retry: { minMs: backoff?.minMs ?? 500, maxMs: backoff?.maxMs ?? 20_000 },
    queue: queueBounds(queue),
  };
}

/** With the policy `block` no more is handed to the session than it takes. */
function queueBounds({ messages, bytes, policy }: QueueOptions = {}): QueueBounds {
  return {
    ...(messages !== undefined && { count: messages }),
    ...(bytes !== undefined && { bytes }),
    policy: policy === "drop-oldest" ? policy : "reject",
  };
}
