import type { ChannelAddress } from "../broker/broker.js";
import { timestamp } from "../clock.js";
import { tellEvent } from "../domains/webhooks/tell-event.js";
import type { EventData } from "../events/keep-event.js";
import type { Services } from "../handler.js";
import type { Store } from "../store/store.js";
import type { ConnectionChange, ConnectionRegistry, OccupancyChange } from "./connection-registry.js";
import { presentConnection } from "./present-connection.js";
import { presentMember } from "./present-member.js";
import type { PresenceChange } from "./presence.js";
import { WebhookInterest } from "./webhook-interest.js";

/** What announcements are made with. */
export interface AnnouncementsOptions {
  readonly registry: ConnectionRegistry;
  readonly store: Store;
  readonly services: Pick<Services, "clock" | "contract" | "ids" | "webhooks">;
  /** Is told what could not be kept. */
  readonly report: (error: unknown) => void;
}

type OccupancyType = "channel.occupied" | "channel.vacated" | "channel.subscriptions.changed";
type MemberType = "channel.member.joined" | "channel.member.updated" | "channel.member.left";

const memberTypes = {
  enter: "channel.member.joined",
  update: "channel.member.updated",
  leave: "channel.member.left",
} as const satisfies Record<PresenceChange["event"], MemberType>;

/** Kept only where a webhook wants them: there are as many as clients come and go. */
const frequent = new Set<EventData["type"]>(["connection.opened", "connection.closed"]);
/** At most one `channel.subscriptions.changed` of a channel in so long. */
const changedMs = 1000;
/** Events of one transaction, so that calls need not wait long for theirs. */
const chunk = 100;
/** Events that wait for the store; beyond it the newest are lost. */
const maxWaiting = 10_000;
/** So that those who come and go crowd nothing else out. */
const maxWaitingFrequent = 5000;

/** Keeps as events, for webhooks, who connects, how channels fill and empty and who joins them. No call causes these, so none stores them. */
export class Announcements {
  readonly #options: AnnouncementsOptions;
  readonly #waiting: EventData[] = [];
  readonly #changed = new Map<string, ChannelAddress>();
  readonly #ends: readonly (() => void)[];
  #timer: NodeJS.Timeout | undefined;
  #keeping: Promise<void> | undefined;

  constructor(options: AnnouncementsOptions) {
    this.#options = options;
    const { registry } = options;
    this.#ends = [
      registry.watch((change) => this.#occupancy(change)),
      registry.watchConnections((change) => this.#connection(change)),
      registry.presence.watch((change) => this.#membership(change)),
    ];
  }

  /** Hears nothing more, and resolves when everything is kept. */
  async close(): Promise<void> {
    for (const end of this.#ends) end();
    clearTimeout(this.#timer);
    this.#tellChanged();
    await this.#keeping;
  }

  #occupancy({ at, before, now }: OccupancyChange): void {
    if (before === 0) this.#tellOccupancy("channel.occupied", at);
    if (now === 0) this.#tellOccupancy("channel.vacated", at);
    this.#changed.set(`${at.project}/${at.channel}`, at);
    this.#timer ??= setTimeout(() => this.#tellChanged(), changedMs).unref();
  }

  #tellChanged(): void {
    this.#timer = undefined;
    for (const at of this.#changed.values()) this.#tellOccupancy("channel.subscriptions.changed", at);
    this.#changed.clear();
  }

  #tellOccupancy(type: OccupancyType, at: ChannelAddress): void {
    const { registry } = this.#options;
    const subscriptionCount = registry.subscriberCount(at);
    const userCount = registry.presence.count(at);
    const data = { channel: at.channel, occupied: subscriptionCount > 0, subscriptionCount, userCount };
    this.#keep({ ...this.#head(at.project), type, data });
  }

  #membership({ at, event, member, memberCount }: PresenceChange): void {
    const data = { channel: at.channel, member: presentMember(member), memberCount };
    this.#keep({ ...this.#head(at.project), type: memberTypes[event], data });
  }

  #connection(change: ConnectionChange): void {
    const { registry, services } = this.#options;
    const { event, connection } = change;
    const { applicationId, userId, connectedAt } = connection;
    const head = { ...this.#head(connection.project), applicationId, ...(userId !== null && { userId }) };
    const presented = presentConnection(registry, connection);
    if (event === "opened") return this.#keep({ ...head, type: "connection.opened", data: presented });
    const durationMs = Math.max(0, services.clock() - connectedAt);
    this.#keep({ ...head, type: "connection.closed", data: { connection: presented, code: change.code, durationMs } });
  }

  #head(projectId: string): { readonly id: string; readonly timestamp: string; readonly projectId: string } {
    const { clock, ids } = this.#options.services;
    return { id: ids("evt"), timestamp: timestamp(clock()), projectId };
  }

  #keep(event: EventData): void {
    if (this.#waiting.length >= (frequent.has(event.type) ? maxWaitingFrequent : maxWaiting)) return;
    this.#waiting.push(event);
    this.#keeping ??= this.#keepWaiting();
  }

  async #keepWaiting(): Promise<void> {
    const { store, services, report } = this.#options;
    while (this.#waiting.length > 0) {
      const events = this.#waiting.splice(0, chunk);
      const keep = store.transaction(async (transaction) => {
        const wanted = new WebhookInterest(transaction);
        for (const event of events) {
          if (frequent.has(event.type) && !(await wanted.includes(event))) continue;
          await tellEvent({ ...services, records: transaction.records(event.projectId) }, event);
        }
      });
      await keep.catch(report);
    }
    this.#keeping = undefined;
  }
}
