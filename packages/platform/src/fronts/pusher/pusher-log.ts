import type { ChannelAddress, Publication, Published } from "../../broker/broker.js";
import { publishMessage } from "../../domains/channels/publish-message.js";
import type { Services } from "../../handler.js";
import type { Store } from "../../store/store.js";
import type { EventCache } from "./event-cache.js";

/** What the log is reached with. */
export interface PusherLogOptions {
  readonly services: Pick<Services, "broker" | "clock" | "contract" | "ids" | "webhooks">;
  readonly store: Store;
  readonly cache: EventCache;
}

/** One publication with its channel. */
export interface Addressed {
  readonly at: ChannelAddress;
  readonly publication: Publication;
}

/** The way of this front's publications into the one log: durable where the channel is, all of a call or none. */
export class PusherLog {
  readonly #options: PusherLogOptions;

  constructor(options: PusherLogOptions) {
    this.#options = options;
  }

  /** Appends and delivers, for an application. Settles once every message is as durable as its channel. */
  async publish(applicationId: string, publications: readonly Addressed[]): Promise<readonly Published[]> {
    const { services, store, cache } = this.#options;
    const committed: (() => void)[] = [];
    const undone: (() => void)[] = [];
    const work = store.transaction(async (transaction) => {
      const published: Published[] = [];
      for (const { at, publication } of publications) {
        const call = {
          ...services,
          applicationId,
          records: transaction.records(at.project),
          afterCommit: (step: () => void): void => void committed.push(step),
          afterRollback: (step: () => void): void => void undone.unshift(step),
        };
        published.push(await publishMessage(call, at, publication));
      }
      return published;
    });
    const published = await work.catch((error: unknown) => {
      for (const step of undone) step();
      throw error;
    });
    for (const step of committed) step();
    for (const [index, result] of published.entries()) {
      const at = publications[index]?.at;
      if (!result.duplicate && at !== undefined) cache.note(at, result.message);
    }
    return published;
  }
}
