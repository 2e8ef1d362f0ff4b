import type { SinkAnswer } from "../scenario.js";

/** Seconds that sinks ask for in `Retry-After`: longer than senders wait by themselves at first, if they retry at once. */
export const askedSeconds = 2;

/**
 * What the sinks of a scenario are for, by their names, and how they answer, in the order in which they are registered. The last
 * answer holds for all further attempts.
 */
export const roles = {
  /** Takes everything, and was registered before all others. */
  first: [{ answer: 204 }],
  failing: [{ answer: 500 }, { answer: 204 }],
  resetting: [{ answer: "reset" }, { answer: 204 }],
  slow: [{ answer: "timeout" }, { answer: 204 }],
  busy: [{ answer: 429, headers: { "Retry-After": String(askedSeconds) } }, { answer: 204 }],
  unavailable: [{ answer: 503, headers: { "Retry-After": String(askedSeconds) } }, { answer: 204 }],
  moved: [{ answer: 302, headers: { Location: "elsewhere" } }, { answer: 204 }],
  /** Where `moved` sends to. No endpoint is registered here. */
  elsewhere: [{ answer: 204 }],
  gone: [{ answer: 410 }],
  /** Its secret is replaced before the event. */
  rotated: [{ answer: 204 }],
  deleted: [{ answer: 204 }],
  disabled: [{ answer: 204 }],
  /** Asks for another event. */
  other: [{ answer: 204 }],
  /** Another tenant's. */
  stranger: [{ answer: 204 }],
  /** Takes everything, and was registered behind all others: it shows that it need not wait for them. */
  last: [{ answer: 204 }],
} as const satisfies Readonly<Record<string, readonly SinkAnswer[]>>;

/** The name of a sink that has a part in a scenario. */
export type Role = keyof typeof roles;

/** Those that are to be tried again. */
export const retried: readonly Role[] = ["failing", "resetting", "slow", "busy", "unavailable"];

/** Those that are to get nothing at all. */
export const silent: readonly Role[] = ["elsewhere", "deleted", "disabled", "other", "stranger"];
