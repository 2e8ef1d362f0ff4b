import type { SessionError } from "@parlance/protocol";
import type { ChannelContext } from "./channel-context.js";
import type { AuthorizeCallback } from "./channel-options.js";
import { RealtimeError } from "./realtime-error.js";

/** Who authorises subscriptions of this channel; the client's callback is asked for private and presence channels only. */
export function authorizerOf({ name, options, session }: ChannelContext): AuthorizeCallback | undefined {
  return options.authorize ?? (/^(private|presence)-/.test(name) ? session.options.authorize : undefined);
}

/** A token for the connection that there is, or for the next one. Rejects with a `SessionError`. */
export async function channelToken({ name, session }: ChannelContext, authorize: AuthorizeCallback): Promise<string> {
  const { connection } = await session.connected();
  try {
    return await authorize({ channel: name, connection });
  } catch (cause) {
    const message = `The authorisation of ${name} failed; see the cause`;
    throw new RealtimeError({ code: "credentials_failed", message, retryable: true, cause } satisfies SessionError);
  }
}
