import type { SessionError } from "@parlance/protocol";
import type { ChannelContext } from "./channel-context.js";
import type { AuthorizeCallback } from "./channel-options.js";
import { isRefusal } from "./fetch-token.js";
import { later } from "./later.js";
import { RealtimeError } from "./realtime-error.js";
import { whenConnected } from "./when-connected.js";

const longestWaitMs = 20_000;

/** What comes of asking for a token. */
export interface AuthorizationListener {
  /** There is one, for the connection that there is now. */
  authorized(token: string): void;
  /** There is none. */
  unauthorized(error: SessionError): void;
}

/** Who authorises subscriptions of this channel; the client's own callback is for private and presence channels only. */
export function authorizerOf({ name, options, session }: ChannelContext): AuthorizeCallback | undefined {
  return options.authorize ?? (/^(private|presence)-/.test(name) ? session.options.authorize : undefined);
}

/**
 * The tokens of one subscription to a private or presence channel. Each is bound to a connection and short-lived, so a refusal may
 * only mean that it is worn out: after the first the next one is got at once, then with growing waits.
 */
export class Authorization {
  readonly #context: ChannelContext;
  readonly #authorize: AuthorizeCallback;
  readonly #listener: AuthorizationListener;
  #refusals = 0;
  #stopped = false;
  #cancel = (): void => undefined;

  constructor(context: ChannelContext, authorize: AuthorizeCallback, listener: AuthorizationListener) {
    this.#context = context;
    this.#authorize = authorize;
    this.#listener = listener;
  }

  /** Gets a token, as soon as there is a connection. */
  begin(): void {
    const wait = this.#refusals < 2 ? 0 : Math.min(longestWaitMs, 250 * 2 ** this.#refusals);
    if (wait > 0) this.#cancel = later(this.#context.session, wait, () => void this.#fetch());
    else void this.#fetch();
  }

  /** The last one did. */
  accepted(): void {
    this.#refusals = 0;
  }

  /** The last one did not: tells whether another one may. */
  mayTryAgain({ code, retryable }: SessionError): boolean {
    this.#refusals += 1;
    return code !== "closed" && (retryable || this.#refusals === 1);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #fetch(): Promise<void> {
    try {
      const token = await this.#token();
      if (!this.#stopped) this.#listener.authorized(token);
    } catch (error) {
      if (!this.#stopped) this.#listener.unauthorized(error as SessionError);
    }
  }

  async #token(): Promise<string> {
    const { name: channel, session } = this.#context;
    const { connection } = await whenConnected(session);
    try {
      return await this.#authorize({ channel, connection });
    } catch (cause) {
      const message = `The authorisation of ${channel} failed; see the cause`;
      throw new RealtimeError({ code: "credentials_failed", message, retryable: !isRefusal(cause), cause });
    }
  }
}
