import { matches } from "../profile/matches.js";
import { isSuccess } from "./exchange.js";
import type { RunParts } from "./parts.js";

/** What is said where nothing can be tried. */
export const noRead = "there is no read without an id by which the credential could be tried";

/** Reads that are tried before it is given up. */
const most = 10;

/**
 * Tries reads that need no id until one is answered with success, which shows that the valid credential works. Gives what
 * speaks against the run, or nothing.
 */
export async function preflight(parts: RunParts): Promise<string | undefined> {
  const { operations, webhooks, contract, profile, credentials, planner, sender } = parts;
  // A run that is about webhooks alone needs the credential too.
  const others = operations.length === 0 && webhooks.length > 0 ? contract.operations : [];
  const known = [...operations, ...others.filter(({ id }) => !profile.skip.some((each) => matches(each, id)))];
  const reads = known.filter(({ method, path }) => method === "GET" && !path.includes("{"));
  const guarded = reads.filter((each) => credentials.needed(each));
  const tried: string[] = [];
  for (const operation of guarded.length > 0 ? guarded : reads) {
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
