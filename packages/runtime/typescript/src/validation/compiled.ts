import { Compile } from "typebox/schema";
import type { Validator } from "../client/validator.js";
import { createValidator, type Contracts } from "./create-validator.js";

export type { Validator, ValidationSubject } from "../client/validator.js";
export type { OperationContract } from "../descriptor.js";
export type { ValidationIssue } from "../errors/validation-error.js";

/**
 * The same as the interpreted `validator`, for servers (export conditions `node`, `bun`, `deno`), where time counts and bytes do
 * not: each schema becomes a function when it is first needed, or is interpreted where the host forbids eval.
 */
export function validator(...contracts: Contracts): Validator {
  const compiled = new WeakMap<object, ReturnType<typeof Compile>>();
  return createValidator((schema, value) => {
    const check = compiled.get(schema) ?? Compile(schema);
    compiled.set(schema, check);
    return check.Check(value);
  }, contracts);
}
