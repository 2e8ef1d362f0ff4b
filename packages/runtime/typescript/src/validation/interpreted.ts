import { Check } from "typebox/schema";
import type { Validator } from "../client/validator.js";
import { createValidator, type Contracts } from "./create-validator.js";

export type { Validator, ValidationSubject } from "../client/validator.js";
export type { OperationContract } from "../descriptor.js";
export type { ValidationIssue } from "../errors/validation-error.js";

/**
 * Checks bodies against the contracts given, for `ClientOptions.validation`. Operations without a contract are not checked.
 *
 * Schemas are JSON Schema 2020-12, interpreted without eval: it also runs under a strict Content-Security-Policy. `format` is
 * an annotation, as the standard has it (Validation section 7.2.1): it is not checked.
 */
export function validator(...contracts: Contracts): Validator {
  return createValidator(Check, contracts);
}
