import type { Operation, Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import { contents, object, parameter, place, ref, response, schemas, text } from "../testing/contracts.js";
import { namedOperation } from "../testing/named-operation.js";
import { type OperationPlan, operationPlan } from "./operation-plan.js";

const json = "application/json";
const thing = ref("thing");
const list: Schema = { kind: "list", items: thing, prefix: [], place };

test("an operation that declares nothing is a call without an answer", () => {
  expect(plan({})).toEqual({
    kind: "call",
    optionalParams: true,
    bodies: [],
    successes: [],
    empty: true,
    errors: [],
  });
});

test("every success and media type brings its schema, and one without a body makes the answer optional", () => {
  const responses = [response("200", { [json]: thing, "text/plain": thing }), response("204")];
  expect(plan({ responses })).toMatchObject({ successes: [thing, text], empty: true });
});

test("default is a success only if nothing else is declared", () => {
  const rest = response("default", { [json]: thing });
  expect(plan({ responses: [rest] })).toMatchObject({ successes: [thing], errors: [], empty: false });
  expect(plan({ responses: [response("204"), rest] })).toMatchObject({ successes: [], errors: [thing] });
});

test("event streams are sequences of their items", () => {
  const responses = [response("200", { "text/event-stream": thing })];
  expect(plan({ responses })).toMatchObject({ kind: "sequence", successes: [thing] });
});

test("a list at the pointer is a page of its elements, behind references and null", () => {
  const wrapped = object({ "a/b": { kind: "nullable", schema: ref("things"), place } });
  const operation = {
    pagination: { style: "link", items: "/a~1b" },
    responses: [response("200", { [json]: wrapped })],
  } as const;
  expect(plan(operation)).toMatchObject({ kind: "page", item: thing });
});

test("a pointer that leads to no list makes no page", () => {
  const operation = { pagination: { style: "link", items: "/none" }, responses: [response("200", { [json]: thing })] };
  expect(plan(operation as Partial<Operation>)).toMatchObject({ kind: "call" });
});

test("a required parameter or body has to be given", () => {
  const required = { ...parameter("id", "path"), required: true };
  const body = { required: true, contents: contents({ [json]: thing }), place };
  expect(plan({ parameters: [required] }).optionalParams).toBe(false);
  expect(plan({ body })).toMatchObject({ optionalParams: false, bodies: [thing] });
  expect(plan({ parameters: [parameter("id", "query")], body: { ...body, required: false } }).optionalParams).toBe(
    true,
  );
});

function plan(given: Partial<Operation>): OperationPlan {
  const { operation, named } = namedOperation(given, { schemas: schemas({ thing: object({}), things: list }) });
  return operationPlan(operation, named.types);
}
