import type { PresenceFrame } from "@parlance/protocol";
import type { Broker, ChannelAddress, LogMessage, Position } from "../broker/broker.js";
import { SmallSet } from "../small-set.js";
import { presentMember } from "./present-member.js";
import { LoggedMessage } from "./logged-message.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import type { PresenceChange } from "./presence.js";
import { reasonOf } from "./replay.js";
import type { Subscription } from "./subscription.js";

/** One channel as the hub follows it: each message goes to all its subscriptions, as one frame wherever they want the same. */
export class Feed {
  readonly at: ChannelAddress;
  readonly #broker: Broker;
  readonly #subscriptions = new SmallSet<Subscription>();
  readonly #leave: () => void;
  /** Of the last message that came. */
  #position: Position;

  constructor(at: ChannelAddress, broker: Broker) {
    this.at = at;
    this.#broker = broker;
    this.#position = broker.position(at);
    this.#leave = broker.subscribe(at, (message) => this.#deliver(message));
  }

  get empty(): boolean {
    return this.#subscriptions.size === 0;
  }

  add(subscription: Subscription): void {
    this.#subscriptions.add(subscription);
  }

  remove(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
  }

  /** Hears no more of the channel. */
  close(): void {
    this.#leave();
  }

  /** Tells everybody who wants presence, each connection once. */
  tell(change: PresenceChange): void {
    const frame: PresenceFrame = {
      type: "presence",
      channel: this.at.channel,
      version: change.version,
      event: change.event,
      member: presentMember(change.member),
    };
    const outgoing = new OutgoingFrame(frame);
    const told = new Set<unknown>();
    for (const { options, connection } of this.#subscriptions) {
      if (!options.presence || told.has(connection)) continue;
      told.add(connection);
      connection.send(outgoing);
    }
  }

  #deliver(message: LogMessage): void {
    const { epoch } = this.#broker.position(this.at);
    const follows = epoch === this.#position.epoch && message.offset === this.#position.offset + 1;
    if (!follows) this.#skipTo({ epoch, offset: message.offset - 1 });
    this.#position = { epoch, offset: message.offset };
    const logged = new LoggedMessage(message);
    for (const subscription of this.#subscriptions) {
      try {
        subscription.deliver(logged);
      } catch (error) {
        subscription.connection.defect(error);
      }
    }
  }

  /** The log was begun anew, or lost messages: whoever is live is told what it misses. */
  #skipTo(to: Position): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.progress.status === "live") subscription.gap(to, reasonOf(this.#position, to));
    }
  }
}
