import type { AuthFrame } from "@parlance/protocol";
import { problem } from "../problem/platform-error.js";
import { answer } from "./answer.js";
import { chain, whenReady } from "./awaitable.js";
import type { Connection } from "./connection.js";
import { admissionsOn } from "./permissions-on.js";
import { told } from "./error-frame.js";
import { sameSubject } from "./session.js";
import { recheckMembership, withdraw } from "./withdraw.js";

/** Goes on with a fresh token of the same subject, and asks again whether all that it holds is allowed. */
export function authenticate(connection: Connection, { id, token }: AuthFrame): void {
  const { hub, session } = connection;
  answer<number>(
    connection,
    { id },
    {
      work: () =>
        chain(hub.gate.authenticate(token), (identity) => {
          if (!sameSubject(session.identity, identity))
            throw problem("invalid_token", "The token names another subject. Open a connection of its own for it.");
          session.identity = identity;
          session.token = token;
          session.expiresAt = identity.expiresAt;
          session.reauthAsked = false;
          return identity.expiresAt === null ? Number.MAX_SAFE_INTEGER : Math.max(0, identity.expiresAt - hub.now());
        }),
      members: (tokenTtlMs) => ({ tokenTtlMs }),
      after: () => recheck(connection),
    },
  );
}

/** Asks the gate again about every subscription and membership, and ends those that are no longer allowed. */
export function recheck(connection: Connection): void {
  const { hub, session, id } = connection;
  for (const subscription of connection.subscriptions?.values() ?? []) {
    const { channel } = subscription;
    const { token } = subscription.options;
    whenReady(
      () => hub.gate.subscribe({ identity: session.identity, connection: id, channel, token }),
      () => undefined,
      (error) => {
        if (connection.isOpen) withdraw(subscription, told(error, hub.report));
      },
    );
  }
  for (const channel of connection.memberships?.keys() ?? [])
    if (admissionsOn(connection, channel).length === 0) recheckMembership(connection, channel);
}
