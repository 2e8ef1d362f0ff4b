import type { Operation } from "@parlance/contract";
import { expect, test } from "vitest";
import { contractOf } from "../testing/contract-of.js";
import { schemasOf } from "../values/schemas.js";
import { filtersOf, orderOf } from "./queries.js";

/** The list of things with such parameters, whose items have a state, a size and a switch. */
async function listWith(parameters: string) {
  const text = `
openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: things.list
      parameters: [${parameters}]
      responses:
        "200":
          description: Them.
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Thing" } }
components:
  schemas:
    Thing:
      type: object
      properties:
        state: { type: [string, "null"], enum: [open, done, null] }
        size: { type: integer }
        hidden: { type: boolean }
`;
  const contract = await contractOf({ openapi: { "things.yaml": text } });
  return { list: contract.operations[0] as Operation, schemas: schemasOf(contract) };
}

const parameter = (name: string, schema: string) => `{ name: ${name}, in: query, schema: ${schema} }`;

test("A filter has the name and the values of a member; one that is true may mean those too", async () => {
  const { list, schemas } = await listWith(
    [
      parameter("state", "{ type: string, enum: [all, open, done] }"),
      parameter("hidden", "{ type: boolean }"),
      parameter("size", "{ type: integer }"),
      parameter("kind", "{ type: string, enum: [open, done] }"),
    ].join(", "),
  );
  expect(filtersOf(list, schemas)).toEqual([
    { parameter: "state", values: ["open", "done"] },
    { parameter: "hidden", values: [false] },
  ]);
});

test.each([
  [parameter("dir", "{ type: string, enum: [asc, desc] }"), { parameter: "dir", values: ["asc", "desc"] }],
  [parameter("sort", "{ type: string, enum: [size, -size] }"), { parameter: "sort", values: ["size", "-size"] }],
  [parameter("dir", "{ type: string, enum: [up, down] }"), undefined],
  [`${parameter("dir", "{ type: string, enum: [asc, desc] }")}, ${parameter("sort", "{ type: string }")}`, undefined],
  [
    `${parameter("dir", "{ type: string, enum: [asc, desc] }")}, ${parameter("sort", "{ type: string, enum: [size, created] }")}`,
    { parameter: "dir", values: ["asc", "desc"], by: { parameter: "sort", value: "created" } },
  ],
])("An order is told by its words, and by what it is, where a parameter says that: %s", async (text, order) => {
  const { list, schemas } = await listWith(text);
  expect(orderOf(list, schemas)).toEqual(order);
});
