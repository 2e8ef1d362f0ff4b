import type { Operation } from "@parlance/contract";
import { boundaries } from "../values/boundaries.js";
import type { Case } from "./case.js";
import { jsonContent, type Planner } from "./planner.js";

/** A request that was taken, with one value moved to where a keyword ends. As only this one is another, a refusal is its own. */
export function boundaryCases(operation: Operation, taken: Case, planner: Planner): readonly Case[] {
  const ofParameters = taken.parameters.flatMap((present) => {
    const parameter = operation.parameters.find((each) => each.in === present.in && each.name === present.name);
    if (parameter === undefined || parameter.in === "path" || parameter.in === "cookie") return [];
    const others = taken.parameters.filter((each) => each !== present);
    return boundaries(parameter.schema, present.value, planner.schemas)
      .filter(({ value }) => value !== null && value !== "" && planner.validators.isValid(parameter.schema, value))
      .map(({ pointer, keyword, value }): Case => {
        const intent = { kind: "boundary", part: parameter.in, name: parameter.name, keyword, pointer } as const;
        return { ...taken, intent, parameters: [...others, { ...present, value }] };
      });
  });
  const content = jsonContent(operation);
  const { body } = taken;
  if (content?.form !== "json" || body?.kind !== "value") return ofParameters;
  const schema = planner.bodySchema(content);
  const ofBody = boundaries(schema, body.value, planner.schemas)
    .filter(({ value }) => planner.validators.isValid(schema, value))
    .map(({ pointer, keyword, value }): Case => {
      const intent = { kind: "boundary", part: "body", keyword, pointer } as const;
      return { ...taken, intent, body: { ...body, value } };
    });
  return [...ofParameters, ...ofBody];
}
