import type { Operation } from "@parlance/contract";
import type { Case } from "../plan/case.js";
import { derivedCase } from "../plan/derive.js";
import { isSuccess, pathOf } from "./exchange.js";
import { createdId } from "./ids.js";
import type { RunParts } from "./parts.js";
import type { Send } from "./sequencer.js";

/** What making a stand-in takes. */
export interface StandInOptions {
  readonly parts: RunParts;
  readonly send: Send;
  /** Chooses its values. */
  readonly n: number;
  /** Gives it names that nobody has; otherwise it has what an allowed request of that number has. */
  readonly ownNames: boolean;
}

/**
 * A case like one that cannot be sent twice: the same about a resource that is created for it, or else the same intent with
 * other values. Undefined: none can be had.
 */
export async function standIn(
  testCase: Case,
  operation: Operation,
  { parts, send, n, ownNames }: StandInOptions,
): Promise<Case | undefined> {
  const fresh = await aboutAnother(testCase, operation, { parts, send, n });
  if (fresh !== undefined) return fresh;
  const refinement = { density: 0.5, salt: String(n) };
  const planned = parts.planner.positive(operation, n, ownNames ? { refinement } : {});
  return "missing" in planned ? undefined : derivedCase(operation, planned.case, testCase, parts.planner);
}

/** The case with the id of a resource that is created now, beside the one that it was about. */
async function aboutAnother(
  testCase: Case,
  operation: Operation,
  { parts, send, n }: Pick<StandInOptions, "parts" | "send" | "n">,
): Promise<Case | undefined> {
  const last = testCase.parameters.findLast((each) => each.in === "path");
  const collection = last === undefined ? "" : operation.path.split(`/{${last.name}}`)[0];
  const create = parts.operations.find(({ method, path }) => method === "POST" && path === collection);
  if (last === undefined || create === undefined) return undefined;
  const parents = testCase.parameters.filter((each) => each.in === "path" && each !== last);
  const planned = parts.planner.positive(create, n, { without: parents, refinement: { density: 0, salt: String(n) } });
  if ("missing" in planned) return undefined;
  const creation = await send({ ...planned.case, parameters: [...planned.case.parameters, ...parents] }, create);
  if (!isSuccess(creation) || creation.outcome.kind !== "answer") return undefined;
  const id = createdId(creation.outcome, pathOf(creation.request))?.id;
  if (id === undefined) return undefined;
  const parameters = testCase.parameters.map((each) => (each === last ? { ...each, value: id } : each));
  return { ...testCase, parameters };
}
