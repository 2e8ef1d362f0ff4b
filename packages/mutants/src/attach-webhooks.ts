import { attemptDelivery, postWebhook, type WebhookDispatcherOptions } from "@parlance/platform/testing";
import type { Attach } from "./attach.ts";

/** Waits between attempts: as the platform's, each longer than the one before, but over within seconds. */
const waits = [200, 400, 800, 1600, 3200];
const timeoutMs = 1000;

/** Delivers webhooks on a schedule that a run can see, and by hooks that ask for the fault each time. */
export function attachWebhooks(own: WebhookDispatcherOptions, { hooks }: Attach): WebhookDispatcherOptions {
  return {
    ...own,
    waits,
    timeoutMs,
    attempt: (delivery, options) => {
      const { attempt, post } = hooks();
      const send: typeof postWebhook = (signed) =>
        post === undefined ? postWebhook(signed) : post(signed, (changed = signed) => postWebhook(changed));
      const proceed = (changed = delivery): ReturnType<typeof attemptDelivery> =>
        attemptDelivery(changed, { ...options, post: send });
      return attempt === undefined ? proceed() : attempt(delivery, proceed);
    },
  };
}
