import type { Json, Operation, Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import type { Trace } from "../../run/trace.js";
import { asSentChecks } from "./as-sent.js";

const place = { file: "a.yaml", line: 1 };
const text: Schema = { kind: "scalar", type: "string", place };
const schema: Schema = {
  kind: "object",
  properties: [
    { name: "id", schema: text, optional: true },
    { name: "writers", schema: { kind: "list", items: text, prefix: [], place }, optional: true },
  ],
  additional: true,
  place,
};
const contents = [{ mediaType: "application/json", form: "json", schema, place }];

/** A creation of `sent`, and a reading that shows `got`. */
function trace(sent: Json, got: Json): Trace {
  const operation = {
    id: "a",
    method: "POST",
    path: "/a",
    body: { contents },
    responses: [{ status: "200", contents }],
  } as unknown as Operation;
  const performed = ["create", "read"].map((name) => ({
    step: { name, case: {}, takes: [] },
    end: "reached",
    exchanges: [
      {
        operation,
        case: { parameters: [], body: { kind: "value", mediaType: "application/json", value: sent } },
        request: { target: "/a" },
        outcome: { kind: "answer", status: 200, headers: [], body: Buffer.from(JSON.stringify(got)) },
      },
    ],
  }));
  const steps = performed.map(({ step }) => step);
  return { sequence: { kind: "life", steps }, performed } as unknown as Trace;
}

function lost(sent: Json, got: Json): readonly (string | undefined)[] {
  return asSentChecks
    .flatMap((check) => check.look(trace(sent, got), new Map()))
    .filter(({ kind }) => kind !== "disproof")
    .map(({ pointer }) => pointer);
}

test("A list that was created may have more than was sent, and no less", () => {
  expect(lost({ writers: ["a"] }, { writers: ["a", "whoever wrote it"] })).toEqual([]);
  expect(lost({ writers: ["a", "b"] }, { writers: ["b"] })).toEqual(["/writers"]);
});
