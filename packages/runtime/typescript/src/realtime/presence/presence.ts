import type { PresenceMember, PresenceRequest } from "@parlance/protocol";
import { presence as presencePart } from "@parlance/protocol/presence";
import type { ChannelContext } from "../channel-context.js";
import { ChannelSubscription } from "../channel-subscription.js";
import { contextOf } from "../channel.js";
import type { PresenceEvent } from "../listeners.js";
import type { RequestOptions } from "../publish.js";
import type { ReadOnlyChannel } from "../read-only-channel.js";
import type { Subscription } from "../subscription.js";

/** What a presence tells: the name, and what listeners are called with. */
export interface PresenceEvents {
  /** Somebody came. */
  readonly enter: PresenceMember;
  /** Somebody changed what it says of itself. */
  readonly update: PresenceMember;
  /** Somebody left. */
  readonly leave: PresenceMember;
  /** The whole list is known, at the beginning and after each loss; between two of them the other events tell all changes. */
  readonly sync: readonly PresenceMember[];
}

/** How presence is watched. */
export interface PresenceOptions {
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/**
 * Who is on a channel. Subscribes to the presence of the channel at once (messages need a `subscribe` of their own); entering
 * is a step of its own, and is repeated with the newest data when the connection had to begin anew.
 *
 * ```ts
 * const lobby = presence(realtime.channel("presence-lobby"));
 * lobby.on("sync", (members) => show(members));
 * await lobby.enter({ typing: false });
 * ```
 *
 * Throws `ClosedError` if the client is closed.
 */
export function presence<Events extends object>(
  channel: ReadOnlyChannel<Events>,
  options: PresenceOptions = {},
): Presence {
  return new Presence(contextOf(channel), options);
}

/** The members of one channel, made by `presence(channel)`. */
export class Presence {
  readonly #context: ChannelContext;
  readonly #stop: () => void;
  readonly #listeners: { [Name in keyof PresenceEvents]: Set<(value: PresenceEvents[Name]) => unknown> } = {
    enter: new Set(),
    update: new Set(),
    leave: new Set(),
    sync: new Set(),
  };
  readonly #members = new Map<string, PresenceMember>();
  #synced = false;
  /** The subscription beneath: its state, and `ready`. */
  readonly subscription: Subscription;

  /** @internal */
  constructor(context: ChannelContext, { signal }: PresenceOptions) {
    this.#context = context;
    context.session.use(presencePart);
    this.#stop = context.session.listeners.on("presence", (event) => this.#told(event));
    this.subscription = new ChannelSubscription(
      context,
      { mode: ["presence"], ...(signal && { signal }) },
      {
        message: () => undefined,
        state: ({ status }) => {
          if (status === "resubscribing") this.#synced = false;
          if (status === "unsubscribed") this.#stop();
        },
      },
    );
  }

  /** The members as far as they are known, in the order of their coming. */
  get members(): readonly PresenceMember[] {
    return [...this.#members.values()];
  }

  /** Whether `members` is the whole list; false until the first `sync` and while the connection is lost. */
  get synced(): boolean {
    return this.#synced;
  }

  /** Calls `listener` with each event of that name, until the function it returns is called. */
  on<Name extends keyof PresenceEvents>(name: Name, listener: (value: PresenceEvents[Name]) => unknown): () => void {
    const own = (value: PresenceEvents[Name]): unknown => listener(value);
    this.#listeners[name].add(own);
    return () => void this.#listeners[name].delete(own);
  }

  /** Becomes a member. `data` is what it says of itself: any JSON value, 2 KiB at most. Rejects like `Channel.publish`. */
  enter(data?: unknown, options?: RequestOptions): Promise<void> {
    return this.#request("enter", data, options);
  }

  /** Changes what this member says of itself. */
  update(data: unknown, options?: RequestOptions): Promise<void> {
    return this.#request("update", data, options);
  }

  /** Is a member no more. */
  leave(options?: RequestOptions): Promise<void> {
    return this.#request("leave", undefined, options);
  }

  /** Stops watching. Does not leave. */
  close(): void {
    this.subscription.unsubscribe();
  }

  async #request(action: PresenceRequest["action"], data: unknown, options: RequestOptions = {}): Promise<void> {
    const { session, name: channel } = this.#context;
    const more = data === undefined ? {} : { data };
    // Who may enter a private or presence channel is in the token of the subscription; all wait, so that their order stays.
    await this.subscription.ready;
    await session.request(options, { type: "presence", channel, action, ...more });
  }

  #told(event: PresenceEvent): void {
    if (event.channel !== this.#context.name) return;
    if (event.type === "presence") {
      const { event: name, member } = event.frame;
      if (name === "leave") this.#members.delete(member.id);
      else this.#members.set(member.id, member);
      this.#tell(name, member);
      return;
    }
    this.#members.clear();
    for (const member of event.members) this.#members.set(member.id, member);
    this.#synced = true;
    this.#tell("sync", event.members);
  }

  #tell<Name extends keyof PresenceEvents>(name: Name, value: PresenceEvents[Name]): void {
    for (const listener of this.#listeners[name] ?? []) this.#context.session.listeners.call(listener, value);
  }
}
