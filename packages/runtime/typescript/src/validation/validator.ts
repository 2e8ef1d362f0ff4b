import { Check } from "typebox/schema";
import type { Validator } from "../client/validator.js";
import type { OperationContract } from "../descriptor.js";
import { locateIssues } from "./locate-issues.js";

/**
 * Checks bodies against the contracts given, for `ClientOptions.validation`. Operations without a contract are not checked.
 *
 * Schemas are JSON Schema 2020-12, interpreted without eval: it also runs under a strict Content-Security-Policy. `format` is
 * an annotation, as the standard has it (Validation section 7.2.1): it is not checked.
 */
export function validator(...contracts: readonly (OperationContract | readonly OperationContract[])[]): Validator {
  const byId = new Map(contracts.flat().map((contract) => [contract.id, contract]));
  const prepared = new WeakMap<object, object>();
  return {
    check({ operation, status, value }) {
      const contract = byId.get(operation);
      const given = status === undefined ? contract?.request : contract && responseSchema(contract.responses, status);
      if (given === undefined) return [];
      const schema = prepared.get(given) ?? withoutFormats(given);
      prepared.set(given, schema);
      return Check(schema, value) ? [] : locateIssues(schema, value);
    },
  };
}

/** Checking a date costs as much as checking thirty members, and a server's odd date should not break its clients. */
function withoutFormats(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === "format" && typeof value === "string" ? undefined : value,
    ),
  );
}

/** The schema of a status: its own, its class's, the default. */
function responseSchema(responses: OperationContract["responses"], status: number): object | undefined {
  return responses[status] ?? responses[`${String(status)[0]}XX`] ?? responses["default"];
}
