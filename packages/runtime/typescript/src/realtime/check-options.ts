import { ConfigurationError } from "../errors/configuration-error.js";
import type { RealtimeOptions } from "./realtime-options.js";

/** Throws `ConfigurationError` for an option, named by its last name, that is not as it must be. One that is left out is. */
export function check(name: string, value: unknown, fits = Number(value) > 0, allowed = "a number above 0"): void {
  if (value !== undefined && !fits) throw new ConfigurationError({ message: `\`${name}\` must be ${allowed}` });
}

/** Throws `ConfigurationError` for the time that a request may take; `false` is no limit. */
export function checkTimeout(timeoutMs: unknown): void {
  if (timeoutMs !== false) check("timeoutMs", timeoutMs);
}

/** Throws `ConfigurationError` for the first of a client's options that makes no sense. */
export function checkOptions({ timeoutMs, queue, backoff }: RealtimeOptions): void {
  checkTimeout(timeoutMs);
  const { policy, messages, bytes } = queue ?? {};
  const known = typeof policy === "function" || policy === "reject" || policy === "drop-oldest";
  check("policy", policy, known, '"reject", "drop-oldest" or `block`');
  for (const [name, value] of Object.entries({ messages, bytes, ...backoff })) check(name, value);
}
