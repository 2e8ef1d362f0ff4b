import type { Context } from "../session/context.js";
import type { RequestBody } from "../session/request.js";
import type { Requests } from "../session/requests.js";
import type { Outcome } from "../session/session-event.js";

/** Where the application is present, and what it last said of itself there. */
interface Membership {
  readonly data: unknown;
  /**
   * Whether the server knows it. `asked`: until it is answered the request itself is sent again. `owed`: a session was not resumed,
   * and it is to be entered again; `entering`: that is under way.
   */
  state: "asked" | "entered" | "owed" | "entering";
}

/** The application's own presence, entered again with its newest data wherever a session was not resumed. */
export class Memberships {
  readonly #byChannel = new Map<string, Membership>();

  constructor(
    readonly context: Context,
    readonly requests: Requests,
  ) {}

  /** The application enters, changes its data or leaves. */
  asked(body: RequestBody): void {
    if (body.type !== "presence") return;
    const { channel, action, data } = body;
    if (action === "leave") this.#byChannel.delete(channel);
    else this.#byChannel.set(channel, { state: "asked", ...this.#byChannel.get(channel), data });
  }

  /** It is known what became of that. */
  settled(body: RequestBody, { status }: Outcome): void {
    if (body.type !== "presence" || body.action !== "enter") return;
    const membership = this.#byChannel.get(body.channel);
    if (status === "ok" && membership) membership.state = "entered";
    else if (membership?.state === "asked") this.#byChannel.delete(body.channel);
  }

  /** A connection holds. Without the session from before nobody there knows us; nor where entering again was not answered. */
  welcomed(resumed: boolean, subscribesTo: (channel: string) => boolean): void {
    for (const [channel, membership] of this.#byChannel) {
      if (membership.state === "entering" || (membership.state === "entered" && !resumed)) membership.state = "owed";
      // The subscription may carry the authorisation that entering needs.
      if (!subscribesTo(channel)) this.subscribed(channel);
    }
  }

  /** A subscription of a channel holds: what is owed there can be entered again. */
  subscribed(channel: string): void {
    const membership = this.#byChannel.get(channel);
    if (membership?.state !== "owed") return;
    membership.state = "entering";
    const { data } = membership;
    const body = { type: "presence", channel, action: "enter", ...(data === undefined ? {} : { data }) } as const;
    this.requests.urge(body, (outcome) => this.#entered(channel, outcome));
  }

  #entered(channel: string, outcome: Outcome): void {
    const membership = this.#byChannel.get(channel);
    if (outcome.status === "ok") {
      if (membership) membership.state = "entered";
      return;
    }
    this.#byChannel.delete(channel);
    this.context.emit({ type: "error", error: outcome.error });
  }
}
