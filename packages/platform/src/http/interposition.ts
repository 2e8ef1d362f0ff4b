import type { FastifyInstance } from "fastify";
import type { Validators } from "../contract/validators.js";
import type { WebhookDispatcherOptions } from "../domains/webhooks/dispatch/webhook-dispatcher.js";
import type { AnyAnswer, Call, CallContext, Handler, Handlers } from "../handler.js";
import type { Hub } from "../realtime/hub.js";
import type { RequestBody } from "./read-body.js";
import type { Parameters } from "./read-parameters.js";

/** What can be put in place of parts of a call. */
export type CallChanges = Partial<Pick<CallContext, "records"> & Parameters & { readonly body: RequestBody }>;

/** Carries out a call of an operation in place of its handler, which `proceed` calls. */
export type Around = (
  operation: string,
  call: CallContext & Parameters & { readonly body: RequestBody },
  proceed: (changes?: CallChanges) => Promise<AnyAnswer>,
) => Promise<AnyAnswer>;

/**
 * For tests of tools that look for faults in servers: what is put between the parts of a platform before it starts. Nothing of
 * it is reachable through `createPlatform`, and a platform without it runs no other code than one that could not have it.
 */
export interface Interposition {
  /** Gets the HTTP server before the platform's own hooks and routes: its hooks run first. */
  readonly server?: (app: FastifyInstance) => void;
  /** Is called in place of the handlers of all operations. */
  readonly around?: Around;
  /** Gives what validates in place of the platform's validators. */
  readonly validators?: (validators: Validators) => Validators;
  /** Gets the hub before the fronts do. What it puts in place of the methods of the hub, its gate and its broker is called instead. */
  readonly hub?: (hub: Hub) => void;
  /** Gives what webhooks are delivered with in place of the platform's own: other waits, another way to make an attempt. */
  readonly webhooks?: (options: WebhookDispatcherOptions) => WebhookDispatcherOptions;
}

/** The handlers with something around each. */
export function interpose(handlers: Handlers, around: Around): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([id, handler]): [string, Handler] => [
      id,
      Object.assign<Handler, Pick<Handler, "settle">>(
        (call) => around(id, call, (changes = {}) => handler(withChanges(call, changes))),
        handler.settle === undefined ? {} : { settle: handler.settle },
      ),
    ]),
  );
}

/** A copy with its getters as they are: there are records only where there is a project. */
function withChanges(call: Call, changes: CallChanges): Call {
  const descriptors = { ...Object.getOwnPropertyDescriptors(call), ...Object.getOwnPropertyDescriptors(changes) };
  return Object.defineProperties({}, descriptors) as Call;
}
