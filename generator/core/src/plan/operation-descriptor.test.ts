import type { Contract, JsonObject, Operation } from "@parlance/contract";
import { expect, test } from "vitest";
import { contents, parameter, place, response, text } from "../testing/contracts.js";
import { namedOperation } from "../testing/named-operation.js";
import { operationDescriptor } from "./operation-descriptor.js";

test("what runtimes assume anyway is left out", () => {
  const answer = response("200", { "application/json": text });
  expect(descriptor({ path: "/things", responses: [answer] })).toEqual({
    id: "things.get",
    method: "GET",
    path: "/things",
  });
});

test("parameters have the language's key, and the wire's name where it is another", () => {
  const parameters = [
    parameter("id", "query"),
    { ...parameter("X-Trace", "header"), style: "simple" as const, explode: false },
  ];
  expect(descriptor({ parameters }).parameters).toEqual([
    { key: "id", in: "query" },
    { key: "x_trace", name: "X-Trace", in: "header" },
  ]);
});

test("the first JSON body comes first", () => {
  const body = { required: true, contents: contents({ "text/plain": text, "application/json": text }), place };
  expect(descriptor({ body }).bodies).toEqual([
    { mediaType: "application/json", form: "json" },
    { mediaType: "text/plain", form: "text" },
  ]);
});

test("an answer that is not JSON says what it is", () => {
  expect(descriptor({ responses: [response("200", { "text/plain": text })] })).toMatchObject({
    accept: "text/plain",
    reads: "text",
  });
  expect(descriptor({ responses: [response("200", { "text/event-stream": text })] })).toMatchObject({
    sequence: "sse",
  });
  expect(descriptor({ responses: [response("204")] })).toMatchObject({ reads: "none" });
});

test("headers of successes have the language's key and the type they are read as", () => {
  const header = { name: "RateLimit-Left", required: false, schema: integer, place };
  const responses = [{ ...response("204"), headers: [header, { ...header, name: "ratelimit-left" }] }];
  expect(descriptor({ responses }).headers).toEqual([
    { key: "rate_limit_left", name: "RateLimit-Left", type: "number" },
    { key: "ratelimit_left", name: "ratelimit-left", type: "number" },
  ]);
});

test("credentials are spoken of only if the document does", () => {
  const security = [{ a: [] }, { b: [], c: [] }];
  const scheme = { name: "a", type: "mutualTLS", place } as const;
  expect(descriptor({ security })).not.toHaveProperty("security");
  expect(descriptor({ security }, { security: [scheme] }).security).toEqual([["a"], ["b", "c"]]);
});

test("an operation's own server has the defaults of its variables", () => {
  const variables = [{ name: "region", default: "eu" }];
  const servers = [{ url: "https://{region}.example.com/{path}", protocol: "https", variables, place }];
  expect(descriptor({ servers }).server).toBe("https://eu.example.com/{path}");
});

const integer = { kind: "scalar", type: "integer", place } as const;

function descriptor(given: Partial<Operation>, rest: Partial<Contract> = {}): JsonObject {
  const { operation, named } = namedOperation(given, rest);
  return operationDescriptor(operation, named);
}
