import type { SessionError, SubscriptionState } from "@parlance/protocol";
import type { Authorizable, Authorization, Authorizer } from "./authorizer.js";
import type { ChannelContext } from "./channel-context.js";
import { isRefusal } from "./fetch-token.js";
import { isFinal } from "./final-state.js";
import { later } from "./later.js";
import { RealtimeError } from "./realtime-error.js";
import { whenConnected } from "./when-connected.js";

const longestWaitMs = 20_000;

/**
 * Gives the token that lets one connection onto one private or presence channel, from the application's back end (which asks
 * `channels.authorize`). Called again for a new connection and when the server refuses the last one as worn out. An error whose
 * `retryable` is false ends the subscription; after any other it is asked again.
 */
export type AuthorizeCallback = (request: {
  readonly channel: string;
  /** The id of the connection, for the back end. */
  readonly connection: string;
}) => string | Promise<string>;

/**
 * Authorises subscriptions by a callback: for `RealtimeOptions.authorize`, where it is asked for channels whose names begin with
 * `private-` or `presence-`, or for one channel.
 *
 * ```ts
 * const realtime = new Realtime({ url, token, authorize: callbackAuthorization((request) => askBackend(request)) });
 * ```
 */
export function callbackAuthorization(authorize: AuthorizeCallback): Authorizer {
  return (context, subscription) => {
    const { options, name } = context;
    if (options.authorize === undefined && !/^(private|presence)-/.test(name)) return undefined;
    return new CallbackAuthorization(context, subscription, authorize);
  };
}

/**
 * The tokens of one subscription to a private or presence channel. Each is bound to a connection and short-lived, so a refusal may
 * only mean that it is worn out: after the first the next one is got at once, then with growing waits. A publish may need the
 * token: until it is accepted the channel is held.
 */
class CallbackAuthorization implements Authorization {
  readonly #context: ChannelContext;
  readonly #subscription: Authorizable;
  readonly #authorize: AuthorizeCallback;
  #refusals = 0;
  #holds = false;
  #stopped = false;
  #cancel = (): void => undefined;

  constructor(context: ChannelContext, subscription: Authorizable, authorize: AuthorizeCallback) {
    this.#context = context;
    this.#subscription = subscription;
    this.#authorize = authorize;
  }

  /** Gets a token, as soon as there is a connection. */
  begin(): void {
    this.#hold(true);
    const wait = this.#refusals < 2 ? 0 : Math.min(longestWaitMs, 250 * 2 ** this.#refusals);
    if (wait > 0) this.#cancel = later(this.#context.session, wait, () => void this.#fetch());
    else void this.#fetch();
  }

  takes(state: SubscriptionState): boolean {
    if (state.status === "subscribed") this.#refusals = 0;
    if (state.status !== "unsubscribed") this.#hold(state.status !== "subscribed");
    if (!("error" in state) || state.error === undefined) return false;
    this.#refused(state.error);
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
    this.#hold(false);
  }

  async #fetch(): Promise<void> {
    try {
      const token = await this.#token();
      if (!this.#stopped) this.#subscription.subscribe(token);
    } catch (error) {
      if (!this.#stopped) this.#refused(error as SessionError);
    }
  }

  async #token(): Promise<string> {
    const { name: channel, session } = this.#context;
    const { connection } = await whenConnected(session);
    try {
      const token = await this.#authorize({ channel, connection });
      if (token) return token;
      throw new Error("The callback gave no token");
    } catch (cause) {
      const message = `The authorisation of ${channel} failed; see the cause`;
      throw new RealtimeError({ code: "credentials_failed", message, retryable: !isRefusal(cause), cause });
    }
  }

  /** Begins again with another token, if that may help. */
  #refused(error: SessionError): void {
    this.#refusals += 1;
    const ended = isFinal(this.#context.session.state);
    const again = !ended && (error.retryable || this.#refusals === 1);
    this.#subscription.refused(error, again);
    if (again) this.begin();
  }

  #hold(holds: boolean): void {
    if (holds === this.#holds) return;
    this.#holds = holds;
    this.#context.session.hold(this.#context.name, holds);
  }
}
