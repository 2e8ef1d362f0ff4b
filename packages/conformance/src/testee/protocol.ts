import type { Json, JsonObject } from "../scenario/json.js";

/** What a command came to. */
export type TesteeAnswer = { readonly ok: JsonObject } | { readonly error: JsonObject };

/** What happened to a client. */
export interface TesteeEvent extends JsonObject {
  readonly event: string;
  readonly client: string;
}

/** The answer to `features`. */
export interface TesteeFeatures {
  readonly language: string;
  readonly features: readonly string[];
  /** Scenarios that are known to fail, each with the reason. They run; one that passes is a failure. */
  readonly knownFailures: Readonly<Record<string, string>>;
}

/** A line of the testee: an answer, or an event. */
export type TesteeLine = ({ readonly id: number } & Readonly<Record<string, Json>>) | TesteeEvent;
