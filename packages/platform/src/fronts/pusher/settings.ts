import { mayBeCalled } from "../../webhooks/may-be-called.js";
import type { PusherSettings } from "./application.js";
import { webhookEvents } from "./protocol.js";

const maxWebhooks = 10;

/** Refuses settings that cannot work. Throws an error that says which and why. */
export function checkSettings(settings: PusherSettings, { development }: { readonly development: boolean }): void {
  const { webhooks = [], maxConnections } = settings;
  if (maxConnections !== undefined && !(Number.isInteger(maxConnections) && maxConnections >= 0))
    throw new TypeError("pusher.maxConnections must be a whole number, 0 or more.");
  if (webhooks.length > maxWebhooks) throw new TypeError(`pusher.webhooks has at most ${maxWebhooks} endpoints.`);
  for (const { url, events = [] } of webhooks) {
    checkUrl(url, development);
    const unknown = events.find((name) => !webhookEvents.includes(name));
    if (unknown !== undefined)
      throw new TypeError(`pusher.webhooks: there is no event "${unknown}". Use ${webhookEvents.join(", ")}.`);
  }
}

/** What the name of an endpoint resolves to is checked when a webhook is sent. */
function checkUrl(text: string, development: boolean): void {
  if (mayBeCalled(text, { development })) return;
  throw new TypeError(
    "pusher.webhooks: an endpoint needs an https address without user info; http only to this machine, in development.",
  );
}
