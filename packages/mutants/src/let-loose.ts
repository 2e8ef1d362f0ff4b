import { type Run, testContract, type TestOptions } from "@parlance/tester";
import { presenceChannels } from "./credentials.ts";
import type { MutantServer } from "./mutant-server.ts";

/** Which part of the platform is tested, and how. */
export type LooseOptions = Pick<TestOptions, "contract" | "only" | "seed" | "signal" | "onProgress">;

/** Some domains of the platform with all that there is to test: requests, sequences, events, webhooks. Takes seconds. */
export const everyday: readonly string[] = [
  "clients.*",
  "topics.*",
  "tunnels.*",
  "topics",
  "tunnels",
  "webhooks.*",
  "topic.event.published",
  "tunnel.created",
];

/** Lets the tester loose on a platform, with a credential of each class and what else only the platform's people know. */
export function letLoose(server: MutantServer, options: LooseOptions): Promise<Run> {
  const credentials = Object.entries(server.credentials).map(([name, token]) => [name, { bearer: token }]);
  return testContract({
    ...options,
    url: server.url,
    profile: {
      credentials: Object.fromEntries(credentials),
      values: { "channels/channel": presenceChannels },
      // Who revokes ends the credential in use.
      skip: ["tokens.revoke*"],
      // What docs/webhooks.md promises; the mutant server waits less.
      webhooks: { retryWithinMs: 2000, ssrf: true },
    },
    webhookMs: 5000,
  });
}
