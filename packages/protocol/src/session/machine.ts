import type { HelloFrame, WelcomeFrame } from "../frames/frames.gen.js";
import type { Connectable } from "./connectable.js";
import { Connecting } from "./connecting.js";
import type { Context } from "./context.js";
import { ownError } from "./errors.js";
import { Inbox } from "./inbox.js";
import { Memberships } from "./memberships.js";
import { Pings } from "./pings.js";
import { PresenceViews } from "./presence-views.js";
import { Publishes } from "./publishes.js";
import { Requests } from "./requests.js";
import type { SessionError } from "./session-error.js";
import { Subscriptions } from "./subscriptions.js";
import { Token } from "./token.js";

/** The size of a frame that every server takes, for the `hello` that asks what this one takes. */
const safeFrameBytes = 65_536;
/** What `hello` holds beside token and subscriptions, generously. */
const helloBytes = 1_024;

/** The concerns of a session and what a connection means to each. */
export class Machine implements Connectable {
  readonly requests: Requests;
  readonly token: Token;
  readonly connecting: Connecting;
  readonly presence: PresenceViews;
  readonly subscriptions: Subscriptions;
  readonly memberships: Memberships;
  readonly publishes: Publishes;
  readonly pings: Pings;
  readonly inbox: Inbox;

  constructor(readonly context: Context) {
    this.requests = new Requests(context);
    this.token = new Token(context, this.requests);
    this.connecting = new Connecting(context, this.token, this);
    this.presence = new PresenceViews(context, (channel) => this.subscriptions.askForPresence(channel));
    this.memberships = new Memberships(context, this.requests);
    this.subscriptions = new Subscriptions(context, this.requests, this.presence, this.memberships);
    this.publishes = new Publishes(context, this.requests);
    this.pings = new Pings(context);
    this.inbox = new Inbox(context, () => this.connecting.lose({ error: ownError("position_lost"), comeBack: "now" }));
  }

  hello(session: string | null): HelloFrame {
    const { client, instance, capabilities = ["batch"] } = this.context.options;
    const { value: token } = this.token;
    const inbox = this.inbox.position;
    const id = this.requests.takeId();
    const room = (this.context.limits?.frameBytes ?? safeFrameBytes) - helloBytes - (token?.length ?? 0);
    const subscriptions = this.subscriptions.embed(room);
    return {
      type: "hello",
      id,
      version: 1,
      client,
      instance,
      capabilities,
      ...(token === undefined ? {} : { token }),
      ...(session === null ? {} : { resume: { session } }),
      ...(inbox === null ? {} : { inbox }),
      ...(subscriptions.length === 0 ? {} : { subscriptions }),
    };
  }

  welcomed(frame: WelcomeFrame): void {
    this.inbox.begin(frame.inbox);
    this.requests.open();
    this.subscriptions.welcomed();
    this.memberships.welcomed(frame.resumed, (channel) => this.subscriptions.find({ channel }) !== undefined);
  }

  broken(error: SessionError): void {
    this.requests.broken(error);
    this.subscriptions.broken();
    this.presence.clear();
    this.pings.broken(error);
    this.inbox.broken();
  }

  ended(error?: SessionError): void {
    const reason = error ?? ownError("closed");
    this.requests.end(reason);
    this.pings.broken(reason);
    this.subscriptions.end(error);
    this.presence.clear();
  }

  /** Does what is due. */
  tick(): void {
    this.connecting.tick();
    this.requests.tick();
    if (!this.connecting.connected) return;
    this.token.tick();
    this.subscriptions.tick();
    this.pings.tick();
  }

  /** When something is due unless something happens; infinite for never. */
  get deadline(): number {
    if (this.connecting.ended) return Infinity;
    const always = Math.min(this.connecting.deadline, this.requests.deadline);
    if (!this.connecting.connected) return always;
    return Math.min(always, this.token.deadline, this.subscriptions.deadline, this.pings.deadline);
  }
}
