import type { PlatformError } from "../problem/platform-error.js";
import { whenReady } from "./awaitable.js";
import type { Connection } from "./connection.js";
import { told } from "./error-frame.js";
import { inTurn } from "./in-turn.js";
import { permissionsOn } from "./permissions-on.js";
import type { Subscription } from "./subscription.js";

/** Ends a subscription that may not go on, and the membership that stood on it; the client is told why. */
export function withdraw(subscription: Subscription, error: PlatformError): void {
  const { connection, channel } = subscription;
  connection.hub.feeds.withdraw(subscription, error);
  // With an authorisation that ran out and is renewed it goes on; what it may no longer hear it must not catch up on.
  if (error.code !== "token_expired") connection.heardSince?.delete(channel);
  recheckMembership(connection, channel);
}

/** Asks the gate again whether the connection may be a member of a channel, and lets the member leave otherwise. */
export function recheckMembership(connection: Connection, channel: string): void {
  const { hub } = connection;
  const member = connection.memberships?.get(channel);
  if (member === undefined || !connection.isOpen) return;
  whenReady(
    () =>
      inTurn(connection, channel, () => {
        const { identity } = connection.session;
        const permissions = permissionsOn(connection, channel);
        return hub.gate.enter({ identity, connection: connection.id, channel, permissions });
      }),
    () => undefined,
    (error) => {
      if (!connection.isOpen || connection.memberships?.get(channel) !== member) return;
      told(error, hub.report);
      connection.memberships.delete(channel);
      hub.registry.presence.leave({ project: connection.project, channel }, connection.id, member);
    },
  );
}
