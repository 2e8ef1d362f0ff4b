import type { Operation } from "../descriptor.js";
import { ValidationError } from "../errors/validation-error.js";

/** The error of a parameter that cannot be sent. */
export function invalidParameter({ id }: Operation, pointer: string, message: string): ValidationError {
  return new ValidationError({ code: "invalid_parameter", operation: id, issues: [{ pointer, message }] });
}
