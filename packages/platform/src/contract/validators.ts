import type { JsonObject } from "../json/json.js";
import type { CompiledContract } from "./platform-contract.js";
import { Validator } from "./validator.js";

/** The two ways in which values are validated. */
export interface Validators {
  /** Fills in the defaults of absent members: new resources. */
  readonly filling: Validator;
  /** Leaves values as they are: merge patches, claims, answers. */
  readonly strict: Validator;
}

/** Makes both validators. Schemas are compiled on first use. */
export function createValidators(compiled: CompiledContract): Validators {
  return { filling: new Validator(compiled, { defaults: true }), strict: new Validator(compiled, { defaults: false }) };
}

/** The members that a named schema gives a default, with that default. */
export function fill(filling: Validator, schema: string): JsonObject {
  const value: JsonObject = {};
  filling.named(schema)(value);
  return value;
}
