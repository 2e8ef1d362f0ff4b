import { follow, isObject, items, members, target, type Json, type Placed } from "./documents.js";
import { operations } from "./operations.js";

const one = ["items", "additionalProperties"];
const many = ["allOf", "anyOf", "oneOf", "prefixItems"];

/** Adds a schema and all that it refers to. */
function add(found: Map<string, Placed>, name: string, schema: Placed): void {
  const reference = isObject(schema.value) ? schema.value.$ref : undefined;
  if (typeof reference === "string") {
    const { file, pointer } = target(reference, schema.file);
    const address = `${file}#${pointer}`;
    if (!found.has(address)) add(found, address, follow(schema));
    return;
  }
  const { value, file } = schema;
  if (!isObject(value)) return;
  found.set(name, schema);
  const parts: [string, Json][] = [
    ...members(value.properties),
    ...one.flatMap((key): [string, Json][] => [[key, value[key] ?? null]]),
    ...many.flatMap((key) => items(value[key]).map((item, index): [string, Json] => [`${key}/${index}`, item])),
  ];
  for (const [key, part] of parts) add(found, `${name}/${key}`, { value: part, file });
}

function jsonSchemas(holder: Placed): Placed[] {
  const { value, file } = follow(holder);
  const content = isObject(value) ? members(value.content) : [];
  return content
    .filter(([type]) => type === "application/json" || type.endsWith("+json"))
    .map(([, media]) => ({ value: (isObject(media) ? media.schema : undefined) ?? null, file }));
}

/** Every schema of JSON that a request body is made of, by the address or the path at which it stands. */
export function requestSchemas(): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  for (const { id, definition, file } of operations)
    for (const schema of jsonSchemas({ value: definition.requestBody ?? null, file })) add(found, id, schema);
  return found;
}
