import type { Scenario } from "../scenario.js";
import type { DeliveryOptions } from "./delivery-scenarios.js";
import { registerSteps, removal } from "./endpoints.js";

/**
 * Addresses at which no webhook of others may arrive: private, link-local, shared, of benchmarks, reserved, and IPv6 that is or
 * stands for such. Nothing is caused, so that nothing is sent to them.
 */
export const insideAddresses: readonly string[] = [
  "https://10.0.0.1/hook",
  "https://172.16.0.1/hook",
  "https://192.168.0.1/hook",
  "https://169.254.169.254/hook",
  "https://100.64.0.1/hook",
  "https://[fe80::1]/hook",
  "https://[fd00::1]/hook",
  "https://[::ffff:10.0.0.1]/hook",
];

/** Endpoints at addresses inside of networks, which are to be refused. */
export function insideEndpoints(options: DeliveryOptions): Scenario | undefined {
  const event = options.webhook;
  const steps = insideAddresses.map((url) => registerSteps({ sink: url, event, url }, options));
  if (steps.includes(undefined)) return undefined;
  return {
    kind: "delivery",
    subject: event,
    steps: [...steps.flatMap((each) => each ?? []), ...removal(insideAddresses, options)],
  };
}
