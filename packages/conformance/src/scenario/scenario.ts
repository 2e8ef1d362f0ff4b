import type { JsonObject } from "./json.js";
import type { Step } from "./step.js";

/** A scenario: what `specs/scenarios/scenario.schema.json` describes, member for member. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly clauses: readonly string[];
  /** Features a testee must have; without them the scenario is not for it. The first is the one it proves. */
  readonly needs: readonly string[];
  /** Transports and codecs with which it holds as well. */
  readonly also?: readonly Variant[];
  readonly given?: Given;
  readonly steps: readonly Step[];
}

/** A feature that carries the same frames another way. */
export type Variant = "sse" | "cbor";

/** What there is before the first step. */
export interface Given {
  /** Options of the platform. Each scenario has a platform of its own. */
  readonly platform?: JsonObject;
  /** A testee's process that no other scenario uses. */
  readonly ownTestee?: boolean;
  readonly clients: Readonly<Record<string, ClientSetup>>;
}

/** A client, and what its backend gives it. */
export interface ClientSetup {
  readonly user?: string;
  readonly grants?: readonly JsonObject[];
  /** The answers to the client's questions for a token, in this order; the last one for all further ones. */
  readonly tokens?: readonly TokenAnswer[];
  /** What its backend permits it on private and presence channels; false: nothing. Default: everything. */
  readonly authorizes?: false | readonly ("subscribe" | "publish" | "presence" | "history")[];
  /** The options of `create` in the testee's protocol. */
  readonly options?: JsonObject;
  /** The path it connects to. Default: that of its transport. */
  readonly path?: string;
}

/** A token, or the failure to get one. */
export interface TokenAnswer {
  readonly kind?: "valid" | "expired" | "forged" | "same" | "failed" | "refused";
  readonly lifetimeSeconds?: number;
  readonly user?: string;
  readonly grants?: readonly JsonObject[];
}
