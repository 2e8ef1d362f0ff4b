import { closed, positionLost } from "../frames/codes.gen.js";
import type { HelloFrame, Inbox as InboxStart, WelcomeFrame } from "../frames/frames.gen.js";
import type { Connectable } from "./connectable.js";
import { Connecting } from "./connecting.js";
import type { Context } from "./context.js";
import { Inbox } from "./inbox.js";
import type { MakePart, Part } from "./part.js";
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
  readonly parts = new Map<MakePart, Part>();
  readonly requests: Requests;
  readonly token: Token;
  readonly connecting: Connecting;
  readonly subscriptions: Subscriptions;
  /** Null if nobody is signed in. */
  inbox: Inbox | null = null;
  /** How many the application has made. */
  publishes = 0;

  constructor(readonly context: Context) {
    this.requests = new Requests(context);
    this.token = new Token(context, this.requests);
    this.connecting = new Connecting(context, this.token, this);
    this.subscriptions = new Subscriptions(context, this.requests, this.parts);
  }

  hello(session: string | null): HelloFrame {
    const { client, instance, capabilities = ["batch"] } = this.context.options;
    const { value: token } = this.token;
    const inbox = this.inbox?.position;
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
      ...(token && { token }),
      ...(session && { resume: { session } }),
      ...(inbox && { inbox }),
      ...(subscriptions[0] && { subscriptions }),
    };
  }

  welcomed({ inbox, resumed }: WelcomeFrame): void {
    this.#beginInbox(inbox);
    // What they ask for comes before what waited, which may need it.
    for (const part of this.parts.values()) part.welcomed(resumed);
    this.requests.open();
    this.subscriptions.welcomed();
  }

  #beginInbox(start: InboxStart | null): void {
    const again = (): void => this.connecting.lose({ error: positionLost, comeBack: "now" });
    if (this.inbox?.channel !== start?.channel) this.inbox = start && new Inbox(this.context, start.channel, again);
    if (start) this.inbox?.begin(start);
  }

  broken(error: SessionError): void {
    this.requests.broken(error);
    this.subscriptions.broken();
    for (const part of this.parts.values()) part.broken();
    if (this.inbox) this.inbox.listening = false;
  }

  ended(error?: SessionError): void {
    this.requests.end(error ?? closed);
    this.subscriptions.end(error);
    for (const part of this.parts.values()) part.broken();
  }

  /** Does what is due. */
  tick(): void {
    this.connecting.tick();
    this.requests.tick();
    if (!this.connecting.connected) return;
    this.token.tick();
    this.subscriptions.tick();
  }

  /** When something is due unless something happens; infinite for never. */
  get deadline(): number {
    const { connecting, requests, token, subscriptions } = this;
    if (connecting.ended) return Infinity;
    const whileConnected = connecting.connected ? [token.deadline, subscriptions.deadline] : [];
    return Math.min(connecting.deadline, requests.deadline, ...whileConnected);
  }
}
