import type { JsonObject } from "@parlance/contract";
import type { Around } from "@parlance/platform/testing";
import { isObject } from "../edits.ts";
import type { Fault, Hooks } from "../fault.ts";

type Call = Parameters<Around>[1];
type Proceed = Parameters<Around>[2];

/** What tells a fault of what a resource's server keeps. */
export function stateFault(name: string, title: string, resource: string): Omit<Fault, "apply"> {
  return { id: `state-${name}`, area: "state", title, only: [`${resource}.*`] };
}

/** A fault of one operation's handler. */
export function handled(
  name: string,
  title: string,
  operation: string,
  handle: (call: Call, proceed: Proceed) => ReturnType<Around>,
): Fault {
  const around: Around = (id, call, proceed) => (id === operation ? handle(call, proceed) : proceed());
  return { ...stateFault(name, title, operation.split(".")[0] ?? ""), apply: () => ({ around }) };
}

/** Changes every success of an operation. */
export function onAnswer(operation: string, change: NonNullable<Hooks["answer"]>): () => Hooks {
  return () => ({
    answer: (answer) => {
      if (answer.operation === operation && answer.status < 300) change(answer);
    },
  });
}

/** The call with another body, if it has one. */
export function withBody({ body }: Call, change: (value: JsonObject) => JsonObject): Parameters<Proceed>[0] {
  return body.type === "json" && isObject(body.value) ? { body: { ...body, value: change(body.value) } } : {};
}
