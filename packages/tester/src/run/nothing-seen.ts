import type { RunCoverage } from "../covered/coverage.js";

/** Why a run without findings says nothing: of all that it is about nothing was seen. Undefined: something was. */
export function nothingSeen({
  operations,
  channels,
  webhooks,
}: Pick<RunCoverage, "operations" | "channels" | "webhooks">): string | undefined {
  const isCalled = operations.some(({ requests }) => requests > 0);
  const isHeard = channels.some(
    ({ messages, refused }) => refused > 0 || messages.some(({ received = 0 }) => received > 0),
  );
  if (isCalled || isHeard || webhooks.some(({ deliveries }) => deliveries > 0)) return undefined;
  return operations.length === 0 && channels.length > 0
    ? "no message came over any channel, so that nothing is known of them"
    : "nothing could be tried of what it is about";
}
