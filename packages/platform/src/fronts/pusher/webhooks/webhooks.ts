import type { Clock } from "../../../clock.js";
import type { Ids } from "../../../ids.js";
import type { Store } from "../../../store/store.js";
import type { PusherApplication, PusherWebhook } from "../application.js";
import { postPusherWebhook } from "./post-pusher-webhook.js";
import type { WebhookEvent } from "./webhook-event.js";
import { WebhookOutbox } from "./webhook-outbox.js";
import { WebhookQueue } from "./webhook-queue.js";

/** What webhooks are sent with. */
export interface WebhooksOptions {
  readonly clock: Clock;
  /** Whether endpoints on this machine are open. */
  readonly development: boolean;
  /** The applications of a project. */
  readonly applications: (project: string) => readonly PusherApplication[];
  readonly store: Store;
  readonly ids: Ids;
  /** Told defects of the store. */
  readonly failed: (error: unknown) => void;
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

  /** Goes on with what was on its way to an application's endpoints when an earlier platform ended. */
  takeUp(application: PusherApplication): void {
    for (const { url } of application.settings.webhooks ?? []) this.#queue(application, url);
  }

  /** Sends no more, and keeps what is not sent. */
  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }

  #queue({ key, secret, appId, project }: PusherApplication, url: string): WebhookQueue {
    const id = `${key} ${url}`;
    const known = this.#queues.get(id);
    if (known !== undefined) return known;
    const { clock, development: loopback, lost, store, ids, failed } = this.#options;
    const queue = new WebhookQueue({
      clock,
      outbox: new WebhookOutbox({ store, clock, ids, project, endpoint: id }),
      failed,
      post: (body, signal) => postPusherWebhook({ url, credentials: { key, secret }, body, loopback, signal }),
      lost: (count, reason) => lost(appId, count, reason),
    });
    this.#queues.set(id, queue);
    return queue;
  }
}

function wants({ events, channelPrefix = "" }: PusherWebhook, event: WebhookEvent): boolean {
  return (events?.includes(event.name) ?? true) && event.channel.startsWith(channelPrefix);
}
