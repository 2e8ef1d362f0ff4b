import type { Operation } from "@parlance/contract";
import { isWithin } from "../values/pointer.js";
import { unusuals } from "../values/unusual.js";
import type { Case } from "./case.js";
import { graftedBodies } from "./grafts.js";
import { jsonContent, type Planner } from "./planner.js";

/** A request that was taken, with one text of what servers stumble over. They may take or refuse it, but must not fail. */
export function unusualCases(operation: Operation, taken: Case, planner: Planner): readonly Case[] {
  const ofParameters = taken.parameters.flatMap((present) => {
    const parameter = operation.parameters.find((each) => each.in === present.in && each.name === present.name);
    if (parameter?.in !== "query") return [];
    const others = taken.parameters.filter((each) => each !== present);
    return unusuals(parameter.schema, present.value, planner.schemas)
      .filter(({ value }) => planner.validators.isValid(parameter.schema, value))
      .map(({ pointer, value }): Case => {
        const intent = { kind: "unusual", part: "query", name: parameter.name, keyword: "type", pointer } as const;
        return { ...taken, intent, parameters: [...others, { ...present, value }] };
      });
  });
  const content = jsonContent(operation);
  const { body } = taken;
  if (content?.form !== "json" || body?.kind !== "value") return ofParameters;
  const schema = planner.bodySchema(content);
  const grafted = graftedBodies(operation, body.value, planner).flatMap((graft) =>
    unusuals(schema, graft.value, planner.schemas).filter(({ pointer }) => isWithin(pointer, graft.pointer)),
  );
  const ofBody = [...unusuals(schema, body.value, planner.schemas), ...grafted]
    .filter(({ value }) => planner.validators.isValid(schema, value))
    .map(({ pointer, value }): Case => {
      const intent = { kind: "unusual", part: "body", keyword: "type", pointer } as const;
      return { ...taken, intent, body: { ...body, value } };
    });
  return [...ofParameters, ...ofBody];
}
