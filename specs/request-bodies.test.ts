import { expect, test } from "vitest";
import { isObject, type Placed } from "./testing/documents.js";
import { requestSchemas } from "./testing/request-bodies.js";

/** Objects of a user's own, and a format that says that members it does not name are ignored (RFC 7517, section 4). */
const open = new Set([
  "schemas/channels.yaml#/StateObject",
  "schemas/common.yaml#/Metadata",
  "schemas/common.yaml#/MetadataPatch",
  "schemas/documents.yaml#/JsonObject",
  "schemas/tokens.yaml#/PublicKey",
  "schemas/topics.yaml#/EventMetadataCreate",
]);

function takesUnknownMembers({ value }: Placed): boolean {
  if (!isObject(value) || (value.type !== "object" && !isObject(value.properties))) return false;
  const rule = value.additionalProperties ?? value.unevaluatedProperties ?? true;
  return rule === true;
}

test("a misspelt member of a request body is refused, wherever in the body it stands", () => {
  const schemas = requestSchemas();
  expect(schemas.size).toBeGreaterThan(100);
  expect(
    [...schemas]
      .filter(([, schema]) => takesUnknownMembers(schema))
      .map(([name]) => name)
      .toSorted(),
  ).toEqual([...open].toSorted());
});

test("what takes any member says so", () => {
  const silent = [...requestSchemas()].filter(
    ([name, { value }]) => open.has(name) && isObject(value) && value.additionalProperties !== true,
  );
  expect(silent).toEqual([]);
});
