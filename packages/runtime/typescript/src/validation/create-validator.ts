import type { Validator } from "../client/validator.js";
import type { OperationContract } from "../descriptor.js";
import { locateIssues } from "./locate-issues.js";
import { nearestNumbers } from "./nearest-numbers.js";

/** What `validator` takes: contracts of operations, singly or in lists. */
export type Contracts = readonly (OperationContract | readonly OperationContract[])[];

/** Whether a value fits a schema. The same schema is the same object each time. */
export type Fits = (schema: object, value: unknown) => boolean;

/** A validator over a way of checking. */
export function createValidator(fits: Fits, contracts: Contracts): Validator {
  const byId = new Map(contracts.flat().map((contract) => [contract.id, withoutFormats(contract)]));
  return {
    check({ operation, status, value }) {
      const contract = byId.get(operation);
      const schema = status === undefined ? contract?.request : contract && responseSchema(contract.responses, status);
      // A bigint is no integer to typebox. Few values hold one, so only those that do not fit are looked through.
      return schema === undefined || fits(schema, value) ? [] : locateIssues(schema, nearestNumbers(value));
    },
  };
}

/** Checking a date costs as much as checking thirty members, and a server's odd date should not break its clients. */
function withoutFormats(contract: OperationContract): OperationContract {
  return JSON.parse(
    JSON.stringify(contract, (key, value: unknown) =>
      key === "format" && typeof value === "string" ? undefined : value,
    ),
  );
}

/** The schema of a status: its own, its class's, the default. */
function responseSchema(responses: OperationContract["responses"], status: number): object | undefined {
  return responses[status] ?? responses[`${String(status)[0]}XX`] ?? responses["default"];
}
