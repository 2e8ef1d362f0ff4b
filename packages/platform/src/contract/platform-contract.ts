import type { Contract, Operation } from "./bare-contract.js";
import type { JsonObject } from "../json/json.js";
import type { RealtimeLimits } from "../realtime/limits.js";

/** A JSON Schema (2020-12). Named schemas are referred to as `<definitionsUri>#/$defs/<name>`. */
export type JsonSchema = JsonObject | boolean;

/** The JSON Schemas of one operation. */
export interface OperationSchemas {
  /** By place and name, such as `query.limit`. */
  readonly parameters: Readonly<Record<string, JsonSchema>>;
  /** By media type as declared. */
  readonly body: Readonly<Record<string, JsonSchema>>;
  /** By status, then media type as declared. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
}

/** What `gen/contract.json` holds: the Contract, and its schemas in the form that a validator reads. */
export interface CompiledContract {
  readonly contract: Contract;
  /** Named schemas, by name. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** By operation id. */
  readonly schemas: Readonly<Record<string, OperationSchemas>>;
  /** The application channels of the AsyncAPI document: which scopes their addresses take. */
  readonly channels: readonly ChannelDeclaration[];
}

/** What the AsyncAPI document says of a channel. */
export interface ChannelDeclaration {
  readonly name: string;
  /** Such as `topic:{topic}` or `/v1/socket`; null where it has none. */
  readonly address: string | null;
  /** Of `x-parlance-channel`; absent where there is none. */
  readonly scopes?: readonly string[];
  /** Of `x-subprotocols`, the one assumed without a choice first; absent where there are none. */
  readonly subprotocols?: readonly string[];
}

/** The numbers of `x-parlance-limits` that this package obeys. */
export interface Limits {
  readonly bodyBytes: number;
  readonly attachmentBytes: number;
  readonly messageBytes: number;
  readonly metadataBytes: number;
  readonly filterBytes: number;
  readonly filterDepth: number;
  readonly callsPerSecond: number;
  readonly idempotencyHours: number;
  readonly publishDedupMs: number;
  readonly tokenLifetimeSeconds: Range;
  readonly turnLifetimeSeconds: Range;
  readonly ticketSeconds: number;
  readonly eventStreamPingMs: number;
  readonly channelNameLength: number;
  readonly frameBytes: number;
  readonly subscriptionsPerConnection: number;
  readonly requestsInFlight: number;
  readonly messagesPerSecond: number;
  readonly resumeWindowMs: number;
  /** Those of the realtime half alone. */
  readonly realtime: Omit<RealtimeLimits, SharedLimit>;
}

/** Numbers that REST and the realtime half share. */
type SharedLimit =
  | "frameBytes"
  | "messageBytes"
  | "subscriptionsPerConnection"
  | "requestsInFlight"
  | "messagesPerSecond"
  | "resumeWindowMs";

/** A number within bounds. */
export interface Range {
  readonly minimum: number;
  readonly default: number;
  readonly maximum: number;
}

/** The contract as the platform asks about it. */
export class PlatformContract {
  readonly limits: Limits;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly compiled: CompiledContract;

  /** Throws if the documents lack `x-parlance-limits`. */
  constructor(compiled: CompiledContract) {
    const limits = compiled.contract.extensions?.["x-parlance-limits"];
    if (limits === undefined) throw new Error("The contract has no x-parlance-limits. Add them to the entry document.");
    this.limits = limits as unknown as Limits;
    this.compiled = compiled;
    this.operations = new Map(compiled.contract.operations.map((operation) => [operation.id, operation]));
  }

  /** An operation by id. Throws if there is none: the caller has a typing error. */
  operation(id: string): Operation {
    const operation = this.operations.get(id);
    if (operation === undefined) throw new Error(`The contract has no operation "${id}".`);
    return operation;
  }

  /** The address of a channel of the AsyncAPI document. Throws if there is none: the caller has a typing error. */
  address(name: string): string {
    const { address } = this.#channel(name);
    if (address === null) throw new Error(`The channel "${name}" has no address.`);
    return address;
  }

  /** The scopes that it takes to subscribe to a channel of the AsyncAPI document. */
  channelScopes(name: string): readonly string[] {
    return this.#channel(name).scopes ?? [];
  }

  /** The path of an operation with its parameters filled in, e.g. for `Location`. */
  link(id: string, parameters: Readonly<Record<string, string>>): string {
    return this.operation(id).path.replace(/\{([^}]+)\}/gu, (_, name: string) => {
      const value = parameters[name];
      if (value === undefined) throw new Error(`The path of "${id}" needs "${name}".`);
      return encodeURIComponent(value);
    });
  }

  /** The WebSocket sub-protocols of a channel of the AsyncAPI document. */
  subprotocols(name: string): readonly string[] {
    return this.#channel(name).subprotocols ?? [];
  }

  #channel(name: string): ChannelDeclaration {
    const channel = this.compiled.channels.find((candidate) => candidate.name === name);
    if (channel === undefined) throw new Error(`The contract has no channel "${name}".`);
    return channel;
  }
}
