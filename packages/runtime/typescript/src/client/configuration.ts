import { ConfigurationError } from "../errors/configuration-error.js";
import { baseUrl } from "./base-url.js";
import type { ClientCredentials } from "./client-credentials.js";
import { clientCredentials } from "./client-credentials.js";
import type { ClientOptions } from "./client-options.js";
import type { ClientSetup } from "./client-setup.js";
import type { Clock } from "./clock.js";
import { systemClock } from "./clock.js";
import type { Hooks } from "./hooks.js";
import { userAgentOf } from "./user-agent.js";
import type { Validator } from "./validator.js";

/** Everything a call needs to know of its client. Holds credentials, so it never leaves the runtime. */
export interface Configuration {
  readonly url: string;
  readonly operationServers: boolean;
  readonly credentials: ClientCredentials;
  readonly security: ClientSetup["security"];
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly timeout: number | false;
  readonly attemptTimeout: number | undefined;
  readonly retries: number;
  readonly validation: Validator | undefined;
  readonly hooks: readonly Hooks[];
  readonly fetch: NonNullable<ClientOptions["fetch"]>;
  readonly clock: Clock;
}

/** Longest time a platform's timer can wait: 2^31 - 1 ms. */
const longestTimeout = 2_147_483_647;
const defaultTimeout = 60_000;
const defaultRetries = 2;

type Numbers = Pick<ClientOptions, "timeout" | "retries"> & { readonly attemptTimeout?: number | false };

/** Checks the options and fills in what they leave out. Throws `ConfigurationError`. */
export function configure(options: ClientOptions, setup: ClientSetup): Configuration {
  const clock = options.clock ?? systemClock;
  checkNumbers(options);
  return {
    url: baseUrl(options.url),
    operationServers: options.operationServers ?? false,
    credentials: clientCredentials(options),
    security: setup.security,
    headers: { "User-Agent": userAgentOf(setup.product ?? "parlance-runtime"), ...options.headers },
    timeout: options.timeout ?? defaultTimeout,
    attemptTimeout: options.attemptTimeout,
    retries: options.retries ?? defaultRetries,
    validation: options.validation,
    hooks: [options.hooks ?? []].flat(),
    // Looked up when called, so that a test may put its own fetch in place later.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    clock,
  };
}

/** Checks the numbers that clients and calls share. Throws `ConfigurationError`. */
export function checkNumbers({ timeout = false, attemptTimeout = false, retries = 0 }: Numbers): void {
  const times = [timeout, attemptTimeout].every((time) => time === false || (time > 0 && time <= longestTimeout));
  if (times && Number.isInteger(retries) && retries >= 0) return;
  throw new ConfigurationError({
    message: `\`retries\` must be 0 or more, timeouts 1 to ${longestTimeout} ms or false`,
  });
}
