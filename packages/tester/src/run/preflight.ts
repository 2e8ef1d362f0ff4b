import type { Operation } from "@parlance/contract";
import { matches } from "../profile/matches.js";
import { isSuccess } from "./exchange.js";
import type { RunParts } from "./parts.js";

/** What is said where nothing can be tried. */
export const noRead = "there is no read without an id by which the credential could be tried";

/** Reads that are tried before it is given up. */
const most = 10;

/**
 * Tries reads that need no id until one is answered with success, which shows that the valid credential works: reads that need
 * it where anything that is tested does. Gives what speaks against the run, or nothing.
 */
export async function preflight(parts: RunParts): Promise<string | undefined> {
  const { contract, profile, operations, credentials, planner, sender } = parts;
  const isSkipped = ({ id }: Operation) => profile.skip.some((pattern) => matches(pattern, id));
  // What is not to be tested may be read all the same.
  const others = contract.operations.filter((each) => !operations.includes(each) && !isSkipped(each));
  const reads = [...operations, ...others].filter(({ method, path }) => method === "GET" && !path.includes("{"));
  // An open read proves nothing of a credential that others need.
  const tested = operations.length > 0 ? operations : others;
  const isGuarded = tested.some((each) => credentials.needed(each));
  const tried: string[] = [];
  for (const operation of isGuarded ? reads.filter((each) => credentials.needed(each)) : reads) {
    const planned = planner.positive(operation, 0);
    if ("missing" in planned) continue;
    const exchange = await sender.send(planned.case, operation);
    if (isSuccess(exchange)) return undefined;
    const { outcome } = exchange;
    tried.push(`${operation.id}: ${outcome.kind === "answer" ? outcome.status : outcome.message}`);
    if (tried.length === most) break;
  }
  return tried.length === 0 ? noRead : `no read was answered with success (${tried.join("; ")})`;
}
