import { randomUUID } from "node:crypto";
import type { Json } from "@parlance/contract";
import type { Case, ParameterValue } from "../plan/case.js";
import type { Step, Taken } from "../plan/sequence.js";
import { valueAt, withValueAt } from "../values/pointer.js";
import { headerValues } from "./exchange.js";
import { forgedLike, strangerLike } from "./likenesses.js";
import { nextCursor } from "./paging.js";
import { answerOf, bodyOf, type Done, idFrom, performedOf } from "./trace.js";

/** What steps take their values from. */
export interface Sources extends Done {
  /** Keys that were made so far, by their names; further ones are added. */
  readonly keys: Map<string, string>;
  /** URLs of the sinks, by their names. */
  readonly urls?: ReadonlyMap<string, string>;
  /** What connections were greeted with last, by the names of their listeners. */
  readonly greetings?: ReadonlyMap<string, Json>;
}

/** The step's case with what it takes from the steps before it; undefined if one of them does not give it. */
export function filledCase({ case: testCase, takes }: Step, sources: Sources): Case | undefined {
  let { parameters, body } = testCase;
  for (const taken of takes) {
    const value = takenValue(taken, sources);
    if (value === undefined) return undefined;
    if (taken.into.in !== "body") parameters = [...parameters, { ...taken.into, value } as ParameterValue];
    else if (body?.kind === "value") body = { ...body, value: withValueAt(body.value, taken.into.name, value) };
  }
  return { ...testCase, parameters, ...(body !== undefined && { body }) };
}

function takenValue({ what, from, pointer }: Taken, sources: Sources): Json | undefined {
  const answer = answerOf(sources, from);
  switch (what) {
    case "id":
      return pointer === undefined ? idFrom(sources, from)?.id : valueAt(bodyOf(sources, from), pointer);
    case "stranger":
      return strangerLike(idFrom(sources, from)?.id);
    case "etag":
      return answer === undefined ? undefined : headerValues(answer.outcome, "etag")[0];
    case "next":
    case "forged": {
      const last = performedOf(sources, from)?.exchanges.at(-1);
      const next = last === undefined ? undefined : nextCursor(last);
      return what === "next" ? next : forgedLike(next);
    }
    case "key": {
      const key = sources.keys.get(from) ?? randomUUID();
      sources.keys.set(from, key);
      return key;
    }
    case "url":
      return sources.urls?.get(from);
    case "greeting":
      return valueAt(sources.greetings?.get(from), pointer ?? "");
  }
}
