export type { Validator, ValidationSubject } from "../client/validator.js";
export type { OperationContract } from "../descriptor.js";
export type { ValidationIssue } from "../errors/validation-error.js";
export { validator } from "./validator.js";
