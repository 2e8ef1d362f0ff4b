import type { Operation, Parameter } from "@parlance/contract";
import { readings } from "../request/readings.js";
import { type Breakage, breakages } from "../values/breakages.js";
import { isWithin } from "../values/pointer.js";
import type { Case, ParameterValue } from "./case.js";
import { graftedBodies } from "./grafts.js";
import { jsonContent, type Planner } from "./planner.js";

/**
 * Requests of which one keyword refuses one value, made from an allowed one. Only what is refused however a server reads the
 * text is a case: `?limit=7` breaks no type where a text may be a number.
 */
export function negativeCases(operation: Operation, positive: Case, planner: Planner): readonly Case[] {
  return [
    ...operation.parameters.flatMap((parameter) => ofParameter(parameter, positive, planner)),
    ...ofBody(operation, positive, planner),
  ];
}

function ofParameter(parameter: Parameter, positive: Case, planner: Planner): readonly Case[] {
  const { name } = parameter;
  // An id that is no id names nothing: 404 is as right as 400, and the checks of auth and state look at it.
  if (parameter.in === "path" || parameter.in === "cookie") return [];
  const isIt = (each: ParameterValue) => each.in === parameter.in && each.name === name;
  const present = positive.parameters.find(isIt);
  const others = positive.parameters.filter((each) => !isIt(each));
  const cases: Case[] = [];
  if (parameter.required)
    cases.push({
      ...positive,
      parameters: others,
      intent: { kind: "negative", part: parameter.in, name, keyword: "required", pointer: "" },
    });
  if (present === undefined) return cases;
  for (const { pointer, keyword, value } of once(breakages(parameter.schema, present.value, planner.schemas))) {
    const read = readings(parameter, value, planner.schemas);
    if (read.length === 0 || read.some((each) => planner.validators.isValid(parameter.schema, each))) continue;
    cases.push({
      ...positive,
      parameters: [...others, { in: parameter.in, name, value }],
      intent: { kind: "negative", part: parameter.in, name, keyword, pointer },
    });
  }
  return cases;
}

function ofBody(operation: Operation, positive: Case, planner: Planner): readonly Case[] {
  const content = jsonContent(operation);
  if (content?.form !== "json" || positive.body?.kind !== "value") return [];
  const { mediaType, value: allowed } = positive.body;
  const schema = planner.bodySchema(content);
  const grafted = graftedBodies(operation, allowed, planner).flatMap((graft) =>
    breakages(schema, graft.value, planner.schemas).filter(({ pointer }) => isWithin(pointer, graft.pointer)),
  );
  const cases = once([...breakages(schema, allowed, planner.schemas), ...grafted])
    .filter(({ value }) => !planner.validators.isValid(schema, value))
    .map(({ pointer, keyword, value }): Case => {
      const intent = { kind: "negative", part: "body", keyword, pointer } as const;
      return { ...positive, body: { kind: "value", mediaType, value }, intent };
    });
  const missing: Case = { ...positive, intent: { kind: "negative", part: "body", keyword: "required", pointer: "" } };
  const { body: _body, ...bodiless } = missing;
  return operation.body?.required === true ? [...cases, bodiless] : cases;
}

/** One breakage of each keyword at each place. */
function once(found: readonly Breakage[]): readonly Breakage[] {
  const seen = new Set<string>();
  return found.filter(({ pointer, keyword, value }) => {
    const key = keyword === "type" ? `${pointer} ${typeof value} ${String(value)}` : `${pointer} ${keyword}`;
    return !seen.has(key) && seen.add(key);
  });
}
