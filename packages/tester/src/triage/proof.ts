import type { Json, Operation } from "@parlance/contract";
import type { Case, ParameterValue } from "../plan/case.js";
import type { Planner } from "../plan/planner.js";
import { readings } from "../request/readings.js";

/**
 * True if a case that was made from another is still what it claims to be. It is written and read again as a server would: what
 * the original broke is still broken, at the same place by the same keyword, and nothing else is.
 */
export function proves(smaller: Case, original: Case, operation: Operation, planner: Planner): boolean {
  return bodyProves(smaller, original, operation, planner) && parametersProve(smaller, original, operation, planner);
}

function parametersProve(smaller: Case, original: Case, { parameters }: Operation, planner: Planner): boolean {
  const valueIn = (from: Case, { in: place, name }: Pick<ParameterValue, "in" | "name">) =>
    from.parameters.find((each) => each.in === place && each.name === name);
  return parameters.every((parameter) => {
    const [now, before] = [valueIn(smaller, parameter), valueIn(original, parameter)];
    if (now === before) return true;
    const { intent } = original;
    const isAim = "part" in intent && intent.part === parameter.in && intent.name === parameter.name;
    if (isAim || parameter.in === "path") return false;
    if (now === undefined) return !parameter.required;
    return readings(parameter, now.value, planner.schemas).some((each) =>
      planner.validators.isValid(parameter.schema, each),
    );
  });
}

function bodyProves(smaller: Case, original: Case, operation: Operation, planner: Planner): boolean {
  const [now, before] = [smaller.body, original.body];
  if (now === before || JSON.stringify(now) === JSON.stringify(before)) return true;
  if (now?.kind !== "value" || before?.kind !== "value") return false;
  const content = operation.body?.contents.find(({ mediaType }) => mediaType === now.mediaType);
  if (content === undefined) return false;
  const schema = planner.bodySchema(content);
  const broken = (value: Json) =>
    planner.validators
      .mismatches(schema, JSON.parse(JSON.stringify(value)))
      .map(({ pointer, keyword, message }) => `${pointer} ${keyword} ${message}`);
  const [left, first] = [broken(now.value), new Set(broken(before.value))];
  return left.every((each) => first.has(each)) && left.length > 0 === first.size > 0;
}
