import type { Operation } from "@parlance/contract";
import { expect, test } from "vitest";
import { nameContract } from "../naming/name-contract.js";
import { contents, contractWith, object, operation, parameter, place, response, text } from "../testing/contracts.js";
import { snakeSpelling } from "../testing/spelling.js";
import { sampleCalls } from "./sample-calls.js";

const id = { ...parameter("id", "path"), required: true };

test("a call that reads by a parameter is shown before others", () => {
  const { call } = samples([
    { id: "rooms.close", method: "POST", parameters: [id] },
    { id: "rooms.all" },
    { id: "rooms.get", parameters: [id] },
  ]);
  expect(call).toMatchObject({ path: ["rooms", "get"], values: [{ parameter: { key: "id" }, value: "…" }] });
});

test("calls with a body, deprecated ones, and values that nobody can guess are not shown", () => {
  const body = { required: true, contents: contents({ "application/json": text }), place };
  const given = [
    { id: "a", body },
    { id: "b", docs: { deprecated: true } },
    { id: "c", parameters: [{ ...id, schema: object({}) }] },
  ];
  expect(samples(given)).toEqual({});
});

test("pages and sequences are shown beside calls", () => {
  const list = { kind: "list", items: text, prefix: [], place } as const;
  const pages = {
    pagination: { style: "link", items: "" },
    responses: [response("200", { "application/json": list })],
  };
  const sequence = { responses: [response("200", { "text/event-stream": text })] };
  const found = samples([
    { id: "a", ...(pages as Partial<Operation>) },
    { id: "b", ...sequence },
  ]);
  expect(found).toMatchObject({ page: { path: ["a"] }, sequence: { path: ["b"] } });
  expect(found.call).toBeUndefined();
});

function samples(given: readonly (Partial<Operation> & { readonly id: string })[]): ReturnType<typeof sampleCalls> {
  const contract = contractWith({ operations: given.map(operation) });
  return sampleCalls(nameContract(contract, snakeSpelling, { environmentPrefix: "ACME" }).named);
}
