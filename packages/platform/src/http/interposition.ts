import type { FastifyInstance } from "fastify";
import type { Validators } from "../contract/validators.js";
import type { Handlers } from "../handler.js";

/**
 * For tests of tools that look for faults in servers: what is put between the parts of a platform before it starts. Nothing of
 * it is reachable through `createPlatform`, and a platform without it runs no other code than one that could not have it.
 */
export interface Interposition {
  /** Gets the HTTP server before the platform's own hooks and routes: its hooks run first. */
  readonly server?: (app: FastifyInstance) => void;
  /** Gives what is called in place of the handlers of the operations. */
  readonly handlers?: (handlers: Handlers) => Handlers;
  /** Gives what validates in place of the platform's validators. */
  readonly validators?: (validators: Validators) => Validators;
}
