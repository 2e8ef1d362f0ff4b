import { nameContract } from "@parlance/generator";
import { expect, test } from "vitest";
import { contractOf, options } from "../../test/generate.js";
import { type OperationShape, operationShape } from "./operation-shape.js";
import { spelling } from "../names/spelling.js";

test("a success without a body is empty, several are one type", async () => {
  const shape = await shapeOf(`
        "200": { description: A, content: { application/json: { schema: { type: string } } } }
        "201": { description: B, content: { application/json: { schema: { type: integer } } } }
        "204": { description: C }`);
  expect(shape).toMatchObject({ kind: "call", empty: true, data: { name: "ThingsGetData" } });
  expect(shape.data?.document).toEqual({ anyOf: [{ type: "string" }, { type: "integer" }] });
});

test("a named schema is used by its name", async () => {
  const shape = await shapeOf(`
        "200": { description: A, content: { application/json: { schema: { $ref: "#/components/schemas/thing" } } } }`);
  expect(shape.data).toEqual({ name: "Thing" });
});

test("default is a success only if nothing else is declared", async () => {
  const answer = `{ description: A, content: { application/json: { schema: { $ref: "#/components/schemas/thing" } } } }`;
  expect(await shapeOf(`\n        default: ${answer}`)).toMatchObject({ data: { name: "Thing" } });
  const refused = await shapeOf(`\n        "204": { description: B }\n        default: ${answer}`);
  expect(refused).toMatchObject({ empty: true, errors: { name: "Thing" } });
  expect(refused.data).toBeUndefined();
});

test("event streams and JSON lines are sequences of their items", async () => {
  const shape = await shapeOf(`
        "200": { description: A, content: { text/event-stream: { schema: { $ref: "#/components/schemas/thing" } } } }`);
  expect(shape).toMatchObject({ kind: "sequence", data: { name: "Thing" } });
});

test("a list in the body itself is a page of its elements", async () => {
  const shape = await shapeOf(
    `
        "200": { description: A, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/thing" } } } } }`,
    "x-parlance-pagination: { style: link, items: '' }",
  );
  expect(shape).toMatchObject({ kind: "page", item: { name: "Thing" }, data: { name: "ThingsGetData" } });
});

async function shapeOf(responses: string, extension = ""): Promise<OperationShape> {
  const contract = await contractOf(`
openapi: 3.1.0
info: { title: T, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: things.get
      ${extension}
      responses:${responses}
components: { schemas: { thing: { type: object } } }
`);
  const { named } = nameContract(contract, spelling, options);
  const [operation] = named.files.flatMap(({ operations }) => operations);
  if (operation === undefined) {
    throw new Error("The document has no operation");
  }
  return operationShape(operation, named.types);
}
