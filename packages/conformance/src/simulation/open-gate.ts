import { parseFilter, type Broker, type Gate, type Json } from "@parlance/platform/testing";
import { Later } from "./later.js";
import { project } from "./project.js";

/** A gate that lets everybody do everything; the token is the name of the user. */
export function openGate(broker: Broker): Gate {
  return {
    authenticate: (token) => ({
      project,
      applicationId: "app",
      userId: token ?? null,
      tokenId: null,
      issuedAt: 0,
      expiresAt: null,
    }),
    subscribe: () => ({}),
    publish: ({ identity, connection, channel, publication }) =>
      broker.publish(
        { project, channel },
        {
          ...publication,
          sender: { connectionId: connection, userId: identity.userId, memberId: null },
        },
      ),
    enter: () => ({ maxMembers: 100 }),
    history: () => undefined,
    snapshot: () => undefined,
    filter: (_channel, filter) => parseFilter(filter, { depth: 8, bytes: 4096 }),
    call: ({ method }): Json => ({ method }),
  };
}

/** The same gate, but it takes its time for whatever goes to the store, and does one thing after the other, as a store does. */
export function slowGate(gate: Gate, after: (work: () => void) => void): Gate {
  const slowly = <Value>(work: () => Value | PromiseLike<Value>): PromiseLike<Value> =>
    new Later((settle) => after(() => settle(work)));
  return {
    ...gate,
    authenticate: (token) => slowly(() => gate.authenticate(token)),
    subscribe: (request) => slowly(() => gate.subscribe(request)),
    publish: (request) => slowly(() => gate.publish(request)),
    enter: (request) => slowly(() => gate.enter(request)),
    history: (request) => slowly(() => gate.history(request)),
  };
}
