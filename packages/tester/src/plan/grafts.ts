import type { Json, JsonObject, Operation, Schema } from "@parlance/contract";
import { isObject, memberIn } from "../values/json-kinds.js";
import { endsByItself } from "../values/lifetimes.js";
import { namesOf, pointerTo } from "../values/pointer.js";
import { resolve } from "../values/schemas.js";
import { tellsApart } from "./refined.js";
import { jsonContent, type Planner } from "./planner.js";

/** How often a value is drawn until it says something. */
const draws = 3;

/** An allowed body with one member more. */
export interface Graft {
  /** JSON pointer to the member. */
  readonly pointer: string;
  /** The whole body. */
  readonly value: JsonObject;
}

/** The body with one member more, for each that it may have and has not, or as null: so that each is tried, whatever chance left out. */
export function graftedBodies(operation: Operation, body: Json, planner: Planner, n = 0): readonly Graft[] {
  const content = jsonContent(operation);
  if (content === undefined || !isObject(body)) return [];
  const schema = planner.bodySchema(content);
  return membersOf(schema, planner).flatMap(({ name, schema: member }) => {
    const drawn = isMissing(memberIn(body, name))
      ? drawnFor(something(member, planner), [operation.id, name], planner, n)
      : undefined;
    if (drawn === undefined) return [];
    const value = { ...body, [name]: drawn };
    return planner.validators.isValid(schema, value) ? [{ pointer: pointerTo(name), value }] : [];
  });
}

/** The body with all members that it may have together, but those that would end its resource, or that others may have. */
export function filledBody(operation: Operation, body: Json, planner: Planner, n: number): Json {
  const content = jsonContent(operation);
  if (content === undefined || !isObject(body)) return body;
  const schema = planner.bodySchema(content);
  return graftedBodies(operation, body, planner, n).reduce<JsonObject>((filled, { pointer, value }) => {
    const [name = ""] = namesOf(pointer);
    const more = { ...filled, [name]: value[name] as Json };
    const isLeftOut = tellsApart(name) || endsByItself(name, value[name]);
    return isLeftOut || !planner.validators.isValid(schema, more) ? filled : more;
  }, body);
}

/** A value that says something, if one of some draws does. */
function drawnFor(schema: Schema, names: readonly string[], planner: Planner, n: number): Json | undefined {
  const drawn = Array.from({ length: draws }, (_, draw) => planner.value(schema, ...names, "graft", n, draw));
  return drawn.find((each) => each !== undefined && !isEmpty(each)) ?? drawn[0];
}

function isEmpty(value: Json): boolean {
  return value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
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
