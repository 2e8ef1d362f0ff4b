import { expect, test } from "vitest";
import { compile, writeProject } from "./compile.js";
import { contractOf } from "./generate.js";
import { probes } from "./probes.js";

const document = `
openapi: 3.1.0
info: { title: T, version: 1.0.0 }
paths: {}
components:
  schemas:
    Event:
      oneOf: [{ $ref: "#/components/schemas/Opened" }, { $ref: "#/components/schemas/Closed" }]
      discriminator: { propertyName: type }
    Opened: { type: object, required: [type], properties: { type: { const: opened } } }
    Closed: { type: object, required: [type], properties: { type: { const: closed } } }
`;

const members = `export type Opened = { type: "opened" }; export type Closed = { type: "closed" };`;

test.each([
  ["sound types", `export type Event = Opened | Closed; ${members}`, []],
  [
    "a union that collapsed",
    `export type Event = Opened & Closed; ${members}`,
    ["fine<t.Event>", "Member<t.Event", "Member<t.Event"],
  ],
  [
    "one member that collapsed",
    `export type Event = Opened | ({ type: "x" } & Closed); ${members}`,
    ["Member<t.Event"],
  ],
  [
    "a property that collapsed",
    `export type Event = Opened | Closed; export type Deep = { a: { b: string & number }[] }; ${members}`,
    ["fine<t.Deep>"],
  ],
])("the probes find what is wrong with %s", { timeout: 60_000 }, async (_, types, expected) => {
  const printed = { path: "src/types.gen.ts", text: types.replaceAll("; export", ";\nexport") };
  const probe = probes(await contractOf(document), [printed]);
  const index = { path: "src/index.ts", text: `export type * from "./types.gen.js";\n` };
  const complaints = await compile("probes", [await writeProject("probes", [printed, index, probe])]);
  const lines = [...complaints.matchAll(/probes\.ts\((\d+)/gu)].map(
    (match) => probe.text.split("\n")[Number(match[1]) - 1] ?? "",
  );
  expect(lines.map((line) => expected.find((each) => line.includes(each)) ?? line)).toEqual(expected);
});
