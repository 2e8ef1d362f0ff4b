import type { Json, JsonObject, Operation, Schema } from "@parlance/contract";
import { isObject } from "../run/ids.js";
import { pointerTo } from "../values/pointer.js";
import { resolve } from "../values/schemas.js";
import { jsonContent, type Planner } from "./planner.js";

/** An allowed body with one member more. */
export interface Graft {
  /** JSON pointer to the member. */
  readonly pointer: string;
  /** The whole body. */
  readonly value: JsonObject;
}

/** The body with one member more, for each that it may have and has not, or as null: so that each is tried, whatever chance left out. */
export function graftedBodies(operation: Operation, body: Json, planner: Planner): readonly Graft[] {
  const content = jsonContent(operation);
  if (content === undefined || !isObject(body)) return [];
  const schema = planner.bodySchema(content);
  return membersOf(schema, planner).flatMap(({ name, schema: member }) => {
    const drawn = isMissing(body[name])
      ? planner.draw(something(member, planner), operation.id, "graft", name)
      : undefined;
    if (drawn === undefined) return [];
    const value = { ...body, [name]: drawn };
    return planner.validators.isValid(schema, value) ? [{ pointer: pointerTo(name), value }] : [];
  });
}

function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

/** The schema of what is there, where nothing is allowed too. */
function something(schema: Schema, planner: Planner): Schema {
  const target = resolve(schema, planner.schemas);
  return target.kind === "nullable" ? target.schema : schema;
}

function membersOf(schema: Schema, planner: Planner): readonly { readonly name: string; readonly schema: Schema }[] {
  const target = resolve(schema, planner.schemas);
  if (target.kind === "object") return target.properties.filter((each) => each.schema.readOnly !== true);
  return target.kind === "intersection" ? target.members.flatMap((each) => membersOf(each, planner)) : [];
}
