import { nameContract } from "@parlance/generator";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Check } from "typebox/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contractOf, options } from "../../test/generate.js";
import { printSchemas } from "./print-schemas.js";
import { spelling } from "../names/spelling.js";

const document = `
openapi: 3.1.0
info: { title: T, version: 1.0.0 }
paths: {}
components:
  schemas:
    Filter:
      type: object
      properties: { and: { type: array, items: { $ref: "#/components/schemas/Filter" } }, not: { $ref: "#/components/schemas/Negation" } }
      additionalProperties: { type: [string, "null"] }
    Negation: { type: object, required: [of], properties: { of: { $ref: "#/components/schemas/Filter" } } }
    Query: { type: object, required: [filter], properties: { filter: { $ref: "#/components/schemas/Filter" }, limit: { type: [integer, "null"], minimum: 1 } } }
    Event:
      oneOf: [{ $ref: "#/components/schemas/Opened" }, { $ref: "#/components/schemas/Closed" }]
      discriminator: { propertyName: type }
    Opened: { type: object, required: [type, at], properties: { type: { const: opened }, at: { type: string, format: date-time } } }
    Closed: { type: object, required: [type], properties: { type: { const: closed }, why: { type: string, enum: [idle, error] } } }
    Strict: { type: string, enum: [a, b], x-parlance-closed: true }
    Item: { type: object, required: [id, secret, name], properties: { id: { type: string, readOnly: true }, secret: { type: string, writeOnly: true }, name: { type: string } } }
`;

let schemas: Readonly<Record<string, object>> = {};
let folder = "";

beforeAll(async () => {
  const { named } = nameContract(await contractOf(document), spelling, options);
  folder = await mkdtemp(fileURLToPath(new URL("../../.test-output-", import.meta.url)));
  const file = join(folder, "schemas.ts");
  await writeFile(file, printSchemas(named).text);
  schemas = (await import(pathToFileURL(file).href)) as Record<string, object>;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("printed schemas, as typebox/schema checks them", () => {
  test.each<[schema: string, verdict: "takes" | "refuses", value: unknown]>([
    ["Filter", "takes", { and: [{ status: "on" }, { not: { of: { a: null } } }] }],
    ["Filter", "refuses", { and: [{ not: { of: { and: [1] } } }] }],
    ["Filter", "refuses", { and: [{ not: {} }] }],
    ["Query", "takes", { filter: { not: { of: { and: [] } } }, limit: null }],
    ["Query", "refuses", { filter: { not: { of: { and: {} } } } }],
    ["Query", "refuses", { filter: {}, limit: 0 }],
    ["Event", "takes", { type: "opened", at: "2026-01-01T00:00:00Z" }],
    ["Event", "refuses", { type: "opened", at: "yesterday" }],
    ["Event", "refuses", { type: "opened" }],
    ["Event", "takes", { type: "invented", later: true }],
    ["Event", "takes", { type: "closed", why: "invented" }],
    ["Event", "refuses", { type: "closed", why: 1 }],
    ["Strict", "takes", "a"],
    ["Strict", "refuses", "c"],
    ["Item", "takes", { name: "n", unknown: 1 }],
    ["Item", "refuses", { id: "i", secret: "s" }],
  ])("%s %s %j", (schema, verdict, value) => {
    expect(Check(schemas[schema] ?? false, value)).toBe(verdict === "takes");
  });

  test("are JSON", () => {
    expect(JSON.parse(JSON.stringify(schemas["Query"]))).toEqual(schemas["Query"]);
  });
});
