import type { Operation } from "@parlance/contract";
import type { Credentials } from "../profile/credential.js";
import { collectionOf, type Pool } from "../run/pool.js";
import { type Case, refusedClasses } from "./case.js";

/** Classes of those who are known, and may not do this. */
const limited = ["unscoped", "otherTenant"] as const;

/** The allowed request with each credential that must not do, of those that can be had. */
export function authCases(
  operation: Operation,
  positive: Case,
  { credentials, pool }: { readonly credentials: Credentials; readonly pool: Pool },
): readonly Case[] {
  if (!credentials.needed(operation)) return [];
  return [...refusedClasses, ...limited]
    .filter((each) => credentials.of(each, operation) !== undefined)
    .filter((each) => each !== "unscoped" || needsScope(operation))
    .filter((each) => each !== "otherTenant" || isOwned(operation, positive, pool))
    .map((credential): Case => ({ ...positive, credential, intent: { kind: "auth" } }));
}

/** True if every way to call the operation asks for scopes. */
export function needsScope({ security }: Operation): boolean {
  return security.every((each) => Object.values(each).every((scopes) => scopes.length > 0));
}

/** True if the path has an id that the server issued, so that it can belong to one tenant only. */
function isOwned(operation: Operation, { parameters }: Case, pool: Pool): boolean {
  return parameters.some((each) => {
    const collection = each.in === "path" ? collectionOf(operation, each.name, parameters) : undefined;
    return collection !== undefined && pool.issued(collection, each.value);
  });
}
