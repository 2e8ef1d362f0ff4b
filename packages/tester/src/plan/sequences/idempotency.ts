import { isDeepStrictEqual } from "node:util";
import type { Ground } from "../ground.js";
import type { Sequence, Step } from "../sequence.js";

/** Bodies that are tried until one differs from the first. */
const tries = 5;

/** The same call twice with one key, and another one with that key. */
export function idempotencySequence(ground: Ground): Sequence | undefined {
  const { create, list } = ground.resource;
  if (create.idempotencyHeader === undefined) return undefined;
  const into = { in: "header" as const, name: create.idempotencyHeader };
  const takes = [{ into, what: "key" as const, from: "key" }];
  const call = (name: string, n: number) => ground.step(name, create, { n, takes, goOn: true });
  const [first, again] = [call("call", 0), call("same call", 0)];
  if (first === undefined || again === undefined) return undefined;
  const { goOn: _goOn, ...needed } = first;
  const others = Array.from({ length: tries }, (_, n) => call("other call", n + 1));
  const other = others.find((each) => each !== undefined && !isDeepStrictEqual(each.case.body, first.case.body));
  const steps: (Step | undefined)[] = [...ground.steps, needed, again, other];
  if (list !== undefined) steps.push(ground.walk("list", list, { goOn: true }));
  return { kind: "idempotency", steps: steps.filter((each) => each !== undefined) };
}
