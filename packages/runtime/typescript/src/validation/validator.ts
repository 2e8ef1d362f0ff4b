import { Check } from "typebox/schema";
import type { Validator } from "../client/validator.js";
import type { OperationContract } from "../descriptor.js";
import { locateIssues } from "./locate-issues.js";

/**
 * Checks bodies against the contracts given, for `ClientOptions.validation`. Operations without a contract are not checked.
 *
 * Schemas are JSON Schema 2020-12, interpreted without eval: it also runs under a strict Content-Security-Policy.
 */
export function validator(...contracts: readonly (OperationContract | readonly OperationContract[])[]): Validator {
  const byId = new Map(contracts.flat().map((contract) => [contract.id, contract]));
  return {
    check({ operation, status, value }) {
      const contract = byId.get(operation);
      const schema = status === undefined ? contract?.request : responseSchema(contract, status);
      return schema === undefined || Check(schema, value) ? [] : locateIssues(schema, value);
    },
  };
}

/** The schema of a status: its own, its class's, the default. */
function responseSchema(contract: OperationContract | undefined, status: number): object | undefined {
  const { responses = {} } = contract ?? {};
  return responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses["default"];
}
