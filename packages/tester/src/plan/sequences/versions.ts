import type { Operation } from "@parlance/contract";
import { type Ground, versionHeader } from "../ground.js";
import type { Sequence, Step, Taken } from "../sequence.js";

/** Changes with the current version, with an outdated one, and reads that ask for what is new only. */
export function versionsSequence(ground: Ground): Sequence | undefined {
  const { create, get, changes, remove } = ground.resource;
  if (get === undefined) return undefined;
  const change = changes.find((each) => versionHeader(each) !== undefined);
  const header = change === undefined ? undefined : versionHeader(change);
  const condition = conditionOf(get);
  if (header === undefined && condition === undefined) return undefined;
  const of = "create";
  const steps: (Step | undefined)[] = [
    ...ground.steps,
    ground.step("create", create),
    ground.step("read", get, { of }),
  ];
  if (condition !== undefined)
    steps.push(ground.step("read if new", get, { of, takes: [tag(condition, "read")], goOn: true }));
  if (change !== undefined && header !== undefined) {
    steps.push(
      ground.step("change current", change, { of, takes: [tag(header, "read")], goOn: true }),
      ground.step("read changed", get, { of, goOn: true }),
      ground.step("change outdated", change, { of, n: 1, takes: [tag(header, "read")], goOn: true }),
    );
    if (condition !== undefined)
      steps.push(ground.step("read if newer", get, { of, takes: [tag(condition, "read")], goOn: true }));
  }
  const ofRemoval = remove === undefined ? undefined : versionHeader(remove);
  if (remove !== undefined && ofRemoval !== undefined && change !== undefined)
    steps.push(ground.step("delete outdated", remove, { of, takes: [tag(ofRemoval, "read")], goOn: true }));
  return { kind: "versions", steps: steps.filter((each) => each !== undefined) };
}

function tag({ in: place, name }: { readonly in: "header"; readonly name: string }, from: string): Taken {
  return { into: { in: place, name }, what: "etag", from };
}

/** The header `If-None-Match`, where the operation says that it answers 304. */
function conditionOf({ parameters, responses }: Operation): { in: "header"; name: string } | undefined {
  if (!responses.some(({ status }) => status === "304")) return undefined;
  const found = parameters.find((each) => each.in === "header" && /^if-none-match$/iu.test(each.name));
  return found === undefined ? undefined : { in: "header", name: found.name };
}
