import type { Context } from "../session/context.js";
import type { RequestBody } from "../session/request.js";
import type { Requests } from "../session/requests.js";
import type { Outcome } from "../session/session-event.js";

/** Where the application is present, and what it last said of itself there. */
interface Membership {
  data: unknown;
  /** Whether the server knows it; until then the request itself is sent again. */
  entered: boolean;
}

/** The application's own presence, entered again with its newest data wherever a session was not resumed. */
export class Memberships {
  readonly #byChannel = new Map<string, Membership>();
  /** Channels to enter again once their subscription holds: it may carry the authorisation that entering needs. */
  readonly #owed = new Set<string>();

  constructor(
    readonly context: Context,
    readonly requests: Requests,
  ) {}

  /** The application enters, changes its data or leaves. */
  asked(body: RequestBody): void {
    if (body.type !== "presence") return;
    const { channel, action, data } = body;
    if (action === "leave") this.#byChannel.delete(channel);
    else this.#byChannel.set(channel, { entered: false, ...this.#byChannel.get(channel), data });
  }

  /** It is known what became of that. */
  settled(body: RequestBody, { status }: Outcome): void {
    if (body.type === "presence" && body.action === "enter") this.#entered(body.channel, status === "ok");
  }

  /** A connection holds. Without the session from before nobody there knows us. */
  welcomed(resumed: boolean, subscribesTo: (channel: string) => boolean): void {
    this.#owed.clear();
    if (resumed) return;
    for (const [channel, { data, entered }] of this.#byChannel) {
      if (!entered) continue;
      if (subscribesTo(channel)) this.#owed.add(channel);
      else this.#enterAgain(channel, data);
    }
  }

  /** A subscription of a channel holds. */
  subscribed(channel: string): void {
    const membership = this.#byChannel.get(channel);
    if (this.#owed.delete(channel) && membership !== undefined) this.#enterAgain(channel, membership.data);
  }

  #entered(channel: string, ok: boolean): void {
    const membership = this.#byChannel.get(channel);
    if (ok && membership !== undefined) membership.entered = true;
    else if (membership?.entered === false) this.#byChannel.delete(channel);
  }

  #enterAgain(channel: string, data: unknown): void {
    const body = { type: "presence", channel, action: "enter", ...(data === undefined ? {} : { data }) } as const;
    const settle = (outcome: Outcome): void => {
      if (outcome.status === "ok") return;
      this.#byChannel.delete(channel);
      this.context.emit({ type: "error", error: outcome.error });
    };
    this.requests.urge(body, settle);
  }
}
