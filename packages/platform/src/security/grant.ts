import type * as contract from "../gen/types.gen.js";
import type { Json, JsonObject } from "../json/json.js";
import type { Plain } from "../json/plain.js";

/** What somebody may do. */
export type Grant = Plain<contract.Grant>;

/** Whether a scope of a grant (`domain:action`, `domain:*`, `*`) covers another. */
export function covers(holder: string, scope: string): boolean {
  if (holder === "*" || holder === scope) return true;
  return holder.endsWith(":*") && scope.startsWith(holder.slice(0, -1));
}

/** The scopes that both lists of grants give, sorted. */
export function commonScopes(left: readonly Grant[], right: readonly Grant[]): string[] {
  const theirs = right.flatMap((grant) => grant.scopes);
  const common = left
    .flatMap((grant) => grant.scopes)
    .flatMap((scope) =>
      theirs.some((other) => covers(other, scope)) ? [scope] : theirs.filter((other) => covers(scope, other)),
    );
  return [...new Set(common)].toSorted();
}

/**
 * Whether one grant lies within others, so that its holder may hand it on. Whether one filter implies another cannot be
 * decided in general: a narrowed grant is handed on with the same filter, or with `and` that holds it.
 */
export function within(grant: Grant, holders: readonly Grant[]): boolean {
  return grant.scopes.every((scope) =>
    holders.some(
      (holder) =>
        holder.scopes.some((held) => covers(held, scope)) &&
        narrows(grant.resources, holder.resources) &&
        selects(grant, holder),
    ),
  );
}

function narrows(filter: JsonObject | undefined, holder: JsonObject | undefined): boolean {
  if (holder === undefined) return true;
  if (filter === undefined) return false;
  const wanted = canonical(holder);
  const parts: readonly Json[] = Array.isArray(filter["and"]) ? filter["and"] : [];
  return canonical(filter) === wanted || parts.some((part) => canonical(part) === wanted);
}

function selects(grant: Grant, holder: Grant): boolean {
  const { select } = holder;
  return select === undefined || (grant.select?.every((member) => select.includes(member)) ?? false);
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
