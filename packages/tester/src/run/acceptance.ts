import { isRefusal } from "../checks/input.js";
import type { Check } from "../checks/check.js";
import { type Exchange, isSuccess } from "./exchange.js";
import type { RestFailure } from "./finding.js";
import { failure } from "./judge.js";

/** So many allowed requests must have been refused before it is the contract's fault, not the values'. */
const enough = 3;

const allowedTaken: Check = {
  id: "allowed-taken",
  title: "Some request that the contract allows is taken",
  source: "OpenAPI 3.1, Operation Object",
  look: () => undefined,
};

/**
 * Remembers how allowed requests fared. One may be refused for what no schema can say (an end before its beginning); that all
 * of an operation are means that the contract leaves out what it asks for.
 */
export class Acceptance {
  readonly #taken = new Set<string>();
  readonly #refused = new Map<string, Exchange[]>();

  /** Counts an allowed request. */
  add(exchange: Exchange): void {
    const { operation, outcome } = exchange;
    if (isSuccess(exchange)) this.#taken.add(operation.id);
    else if (outcome.kind === "answer" && isRefusal(outcome.status))
      this.#refused.set(operation.id, [...(this.#refused.get(operation.id) ?? []), exchange]);
  }

  /** Operations that refused every allowed request for its form. */
  neverTaken(): readonly RestFailure[] {
    return [...this.#refused.values()].flatMap((refused) => {
      const [first] = refused;
      if (first === undefined || refused.length < enough || this.#taken.has(first.operation.id)) return [];
      const statuses = new Set(refused.flatMap(({ outcome }) => (outcome.kind === "answer" ? [outcome.status] : [])));
      const message = `All ${refused.length} requests that the contract allows were refused with ${[...statuses].join(", ")}.`;
      return [failure(allowedTaken, first, { message })];
    });
  }
}
