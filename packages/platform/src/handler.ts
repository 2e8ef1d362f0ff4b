import type { Operation } from "./contract/bare-contract.js";
import type { Broker } from "./broker/broker.js";
import type { Clock } from "./clock.js";
import type { AnswerOf, BodyOf, ParametersOf } from "./contract/operation-types.js";
import type { PlatformContract } from "./contract/platform-contract.js";
import type { OperationId } from "./gen/handlers.gen.js";
import type { Parameters } from "./http/read-parameters.js";
import type { RequestBody } from "./http/read-body.js";
import type { Ids } from "./ids.js";
import type { Json, JsonObject } from "./json/json.js";
import type { Metrics } from "./metrics.js";
import type { ConnectionRegistry } from "./realtime/connection-registry.js";
import type { Access } from "./security/access.js";
import type { Caller, TokenClaims } from "./security/caller.js";
import type { Records, Transaction } from "./store/store.js";
import type { WebhookWaker } from "./webhooks/webhook-waker.js";

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
  /** Is told what is put on its way to webhook endpoints. */
  readonly webhooks: WebhookWaker;
  /** The platform's version, for `health.get`. */
  readonly version: string;
}

/** What is known of every call. */
export interface CallContext extends Services {
  readonly operation: Operation;
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

/** One call of an operation, decoded and validated; `Call` alone is a call of any. */
export type Call<Id extends OperationId | undefined = undefined> = CallContext & Request<Id>;

type Request<Id> = Id extends OperationId
  ? {
      readonly path: ParametersOf<Id, "path">;
      readonly query: ParametersOf<Id, "query">;
      readonly headers: ParametersOf<Id, "header">;
      readonly body: BodyOf<Id>;
    }
  : Parameters & { readonly body: RequestBody };

/** What the handler of an operation answers: a success that it declares. `Answer` alone is one of any operation. */
export type Answer<Id extends OperationId | undefined = undefined> = Id extends OperationId ? AnswerOf<Id> : AnyAnswer;

/** What the handler of any operation answers. */
export interface AnyAnswer {
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
export interface Handler<Id extends OperationId | undefined = undefined> {
  (call: Call<Id>): Promise<Answer<Id>>;
  /** Carries out what is due by the clock, in a transaction of its own before that of the call. */
  readonly settle?: (call: Call) => Promise<void>;
}

/** The handlers of operations, or of all operations of a resource, such as `webhooks.deliveries`. None may be missing. */
export type HandlersOf<Of extends OperationId | ResourceName> = {
  readonly [Id in OperationId as Id extends Of ? Id : ResourceOf<Id> extends Of ? Id : never]: Handler<Id>;
};

/** What an operation's id says before its last word. */
export type ResourceName = ResourceOf<OperationId>;

type ResourceOf<Id extends string> = Id extends `${infer First}.${infer Rest}`
  ? Rest extends `${string}.${string}`
    ? `${First}.${ResourceOf<Rest>}`
    : First
  : never;

/** The same handlers as the router calls them: each gets a call that was decoded by the contract's words for its operation. */
export function routed(handlers: HandlersOf<OperationId>): Handlers {
  return handlers as Partial<HandlersOf<OperationId>> as Handlers;
}

/** Handlers by operation id. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Handlers before which `settle` carries out what is due by the clock, so that no answer shows what should be gone. */
export function settledBy<Some extends Handlers | Partial<HandlersOf<OperationId>>>(
  settle: (call: Call) => Promise<void>,
  handlers: Some,
): Some {
  const entries = Object.entries<Handler>(handlers as Handlers).map(([id, handler]): [string, Handler] => [
    id,
    Object.assign((call: Call) => handler(call), { settle }),
  ]);
  return Object.fromEntries(entries) as Some;
}
