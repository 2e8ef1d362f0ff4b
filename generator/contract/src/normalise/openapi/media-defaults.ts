import type { Json } from "../../model/json.js";
import { isList } from "../../util/json-values.js";

/** Media types of request and response bodies that hold unless an operation says otherwise. */
export interface MediaDefaults {
  readonly consumes: readonly string[] | undefined;
  readonly produces: readonly string[] | undefined;
}

/** A list of media types; undefined if there is none. */
export function mediaTypes(value: Json | undefined): readonly string[] | undefined {
  const types = isList(value) ? value.filter((type) => typeof type === "string") : [];
  return types.length === 0 ? undefined : types;
}
