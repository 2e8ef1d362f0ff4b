import type { Callback, Operation } from "@parlance/contract";
import type { Planner } from "../planner.js";
import type { Refinement } from "../refined.js";
import type { Scenario } from "../scenario.js";
import type { Taken } from "../sequence.js";
import { onlySink } from "./delivery-scenarios.js";

/** The name of the step that asks for a callback. */
export const callbackCause = "call";

/** A call with the sink's URL where the callback's expression points to. Undefined: it points elsewhere, or no call can be made. */
export function callbackScenario(
  operation: Operation,
  { expression }: Callback,
  { planner, n, refinement }: { readonly planner: Planner; readonly n: number; readonly refinement: Refinement },
): Scenario | undefined {
  const into = placeOf(expression);
  if (into === undefined) return undefined;
  const planned = planner.positive(operation, n, { refinement, without: [into] });
  if ("missing" in planned || (into.in === "body" && planned.case.body?.kind !== "value")) return undefined;
  const takes: readonly Taken[] = [{ into, what: "url", from: onlySink }];
  return {
    kind: "delivery",
    subject: operation.id,
    steps: [
      { do: "listen", as: onlySink, script: [{ answer: 204 }] },
      { do: "call", step: { name: callbackCause, case: planned.case, takes } },
      { do: "wait", until: { deliveries: 1, of: [onlySink] } },
    ],
  };
}

/** Where a request holds the URL by a runtime expression (OpenAPI 3.1, Callback Object). What follows it is below the URL. */
function placeOf(expression: string): Taken["into"] | undefined {
  const [, body, place, name] = /^\{\$request\.(?:body#(\/[^}]+)|(query|header)\.([^}]+))\}/u.exec(expression) ?? [];
  if (body !== undefined) return { in: "body", name: body };
  return name === undefined ? undefined : { in: place === "query" ? "query" : "header", name };
}
