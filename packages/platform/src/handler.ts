import type { Operation } from "./contract/bare-contract.js";
import type { Broker } from "./broker/broker.js";
import type { Clock } from "./clock.js";
import type { PlatformContract } from "./contract/platform-contract.js";
import type { Parameters } from "./http/read-parameters.js";
import type { RequestBody } from "./http/read-body.js";
import type { Ids } from "./ids.js";
import type { Json, JsonObject } from "./json/json.js";
import type { Metrics } from "./metrics.js";
import type { ConnectionRegistry } from "./realtime/connection-registry.js";
import type { Access } from "./security/access.js";
import type { Caller, TokenClaims } from "./security/caller.js";
import type { Records, Transaction } from "./store/store.js";

/** TURN servers, and what they share with the platform. */
export interface TurnServers {
  /** `turn:` and `turns:` addresses. */
  readonly urls: readonly string[];
  readonly realm: string;
  readonly secret: string;
}

/** What all handlers of a platform share. */
export interface Services {
  readonly contract: PlatformContract;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly metrics: Metrics;
  /** The live connections of all projects. */
  readonly connections: ConnectionRegistry;
  /** The TURN servers; left out = there are none. */
  readonly turn: TurnServers | undefined;
  /** The members that a named schema gives a default, with that default. */
  readonly defaults: (schema: string) => JsonObject;
  /** Throws `invalid_token` if the claims do not have the shape that the contract gives to grants and members. */
  readonly checkClaims: (claims: TokenClaims) => void;
  /** Whether it runs for a developer: webhook endpoints may be on this machine. */
  readonly development: boolean;
  /** The platform's version, for `health.get`. */
  readonly version: string;
}

/** One call, decoded and validated. */
export interface Call extends Services, Parameters {
  readonly operation: Operation;
  readonly body: RequestBody;
  readonly caller: Caller;
  /** What the caller's grants let it touch. */
  readonly access: Access;
  readonly requestId: string;
  /** The transaction in which the call runs. */
  readonly transaction: Transaction;
  /** Does something once the transaction is durable; nothing if it fails. Must not throw. */
  afterCommit(work: () => void): void;
  /** Undoes something that is in no record if the transaction fails, the last one first. Must not throw. */
  afterRollback(work: () => void): void;
  /** The records of the caller's project. Throws if the operation takes callers without one. */
  readonly records: Records;
}

/** What a handler answers. */
export interface Answer {
  readonly status: number;
  /** Left out = no body. */
  readonly body?: Json;
  /** The body of an answer that is not JSON. */
  readonly content?: { readonly mediaType: string; readonly bytes: Uint8Array };
  /** Version of the resource: becomes `ETag`, and 304 where the caller has it. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Carries out one operation. Throws a `PlatformError` for what the contract declares. */
export interface Handler {
  (call: Call): Promise<Answer>;
  /** Carries out what is due by the clock, in a transaction of its own before that of the call. */
  readonly settle?: (call: Call) => Promise<void>;
}

/** Handlers by operation id. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Handlers before which `settle` carries out what is due by the clock, so that no answer shows what should be gone. */
export function settledBy(settle: (call: Call) => Promise<void>, handlers: Handlers): Handlers {
  const entries = Object.entries(handlers).map(([id, handler]): [string, Handler] => [
    id,
    Object.assign((call: Call) => handler(call), { settle }),
  ]);
  return Object.fromEntries(entries);
}
