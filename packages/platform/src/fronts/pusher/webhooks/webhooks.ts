import type { Clock } from "../../../clock.js";
import type { PusherApplication, PusherWebhook } from "../application.js";
import { postWebhook } from "./post-webhook.js";
import type { WebhookEvent } from "./webhook-event.js";
import { WebhookQueue } from "./webhook-queue.js";

/** What webhooks are sent with. */
export interface WebhooksOptions {
  readonly clock: Clock;
  /** Whether endpoints on this machine are open. */
  readonly development: boolean;
  /** The applications of a project. */
  readonly applications: (project: string) => readonly PusherApplication[];
  /** Told when events are lost. Gets neither addresses nor secrets. */
  readonly lost: (application: string, count: number, reason: string) => void;
}

/** Tells the endpoints of a project's applications what happens. */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #queues = new Map<string, WebhookQueue>();

  constructor(options: WebhooksOptions) {
    this.#options = options;
  }

  tell(project: string, event: WebhookEvent): void {
    for (const application of this.#options.applications(project)) {
      for (const webhook of application.settings.webhooks ?? []) {
        if (wants(webhook, event)) this.#queue(application, webhook.url).add(event);
      }
    }
  }

  /** Gives up what is not sent. */
  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }

  #queue({ key, secret, appId }: PusherApplication, url: string): WebhookQueue {
    const id = `${key} ${url}`;
    const known = this.#queues.get(id);
    if (known !== undefined) return known;
    const { clock, development: loopback, lost } = this.#options;
    const queue = new WebhookQueue({
      clock,
      post: (body, signal) => postWebhook({ url, credentials: { key, secret }, body, loopback, signal }),
      lost: (count, reason) => lost(appId, count, reason),
    });
    this.#queues.set(id, queue);
    return queue;
  }
}

function wants({ events, channelPrefix = "" }: PusherWebhook, event: WebhookEvent): boolean {
  return (events?.includes(event.name) ?? true) && event.channel.startsWith(channelPrefix);
}
