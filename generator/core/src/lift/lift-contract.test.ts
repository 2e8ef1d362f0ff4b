import type { Contract, Operation, Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import {
  choice,
  contents,
  contractWith,
  object,
  operation,
  parameter,
  place,
  ref,
  response,
  schemas,
  text,
} from "../testing/contracts.js";
import { intersectionsUnsupported } from "./intersections-unsupported.js";
import { liftContract } from "./lift-contract.js";
import { liftedFrom } from "./lifted-from.js";

const json = "application/json";

test("anonymous structures are named by where they stand", () => {
  const lifted = lift({
    tunnel: object({
      details: object({ region: choice("eu", "us") }),
      "log-lines": list(object({ at: text })),
      labels: { kind: "map", values: object({ text }), place },
      owner: { kind: "nullable", schema: object({ id: text }), place },
    }),
  });
  expect(names(lifted)).toEqual([
    "TunnelDetails",
    "TunnelDetailsRegion",
    "TunnelLabelsValue",
    "TunnelLogLinesItem",
    "TunnelOwner",
    "tunnel",
  ]);
  expect(find(lifted, "tunnel")).toMatchObject({
    properties: [
      { schema: { kind: "ref", name: "TunnelDetails" } },
      { schema: { kind: "list", items: { kind: "ref", name: "TunnelLogLinesItem" } } },
      { schema: { kind: "map", values: { kind: "ref", name: "TunnelLabelsValue" } } },
      { schema: { kind: "nullable", schema: { kind: "ref", name: "TunnelOwner" } } },
    ],
  });
});

test("a lifted schema knows the outermost one that it stood in, and one of the document knows nothing", () => {
  const lifted = lift({ a: object({ b: object({ c: choice("x", "y") }) }) });
  expect(liftedFrom(find(lifted, "ABC"))).toEqual({ kind: "schema", name: "a" });
  expect(liftedFrom(find(lifted, "a"))).toBeUndefined();
});

test("names of the document win, in whatever case, and the others get numbers", () => {
  const user = object({ "role-name": object({ x: text }), role_name: object({ y: text }) });
  expect(names(lift({ user, userRoleName: text, "user-role-name-2": text }))).toEqual([
    "UserRoleName3",
    "UserRoleName4",
    "user",
    "user-role-name-2",
    "userRoleName",
  ]);
});

test("the same enum twice in one object is named twice", () => {
  expect(names(lift({ a: object({ from: choice("x", "y"), to: choice("x", "y") }) }))).toEqual(["AFrom", "ATo", "a"]);
});

test("a use keeps what is said of it, and the schema its extensions", () => {
  const state: Schema = {
    ...choice("on", "off"),
    docs: { description: "Now" },
    default: "on",
    readOnly: true,
    extensions: { "x-parlance-name": "Power" },
  };
  const lifted = lift({ a: object({ state }) });
  expect(find(lifted, "a")).toMatchObject({
    properties: [{ schema: { kind: "ref", docs: { description: "Now" }, default: "on", readOnly: true } }],
  });
  expect(find(lifted, "AState").extensions).toMatchObject({ "x-parlance-name": "Power" });
});

test("members of a union are called by their tag, their title or their place", () => {
  const members = [
    { schema: object({ type: { kind: "const", value: "circle", place } }), tags: ["circle"] },
    { schema: { ...object({ x: text }), docs: { summary: "Square" } }, tags: [] },
    { schema: object({ y: text }), tags: [] },
    { schema: ref("shape"), tags: [] },
  ];
  const shape: Schema = { kind: "union", rule: "one", members, open: true, place };
  expect(names(lift({ shape }))).toEqual(["ShapeCircle", "ShapeOption3", "ShapeSquare", "shape"]);
});

test("what a language writes in place stays there, and what is in it is named", () => {
  const members = [object({ x: text }), list(choice("p", "q"))].map((schema) => ({ schema, tags: [] }));
  const either: Schema = { kind: "union", rule: "any", members, open: true, place };
  const given = contractWith({ schemas: schemas({ a: object({ either, mode: choice("on", "off") }) }) });
  const lifted = liftContract(given, { inPlace: ["enum", "union"] });
  expect(names(lifted)).toEqual(["AEitherOption1", "a"]);
  expect(find(lifted, "a")).toMatchObject({
    properties: [
      { schema: { kind: "union", members: [{ schema: { kind: "ref" } }, { schema: { items: { kind: "enum" } } }] } },
      { schema: { kind: "enum" } },
    ],
  });
});

test("what needs no name gets none", () => {
  const given = {
    free: object({}),
    one: { kind: "union", rule: "one", members: [{ schema: text, tags: [] }], open: true, place },
    yes: { kind: "enum", base: "boolean", values: [true, false], open: false, place },
    only: { kind: "const", value: "x", place },
  } as const;
  const lifted = lift({ a: object(given) });
  expect(names(lifted)).toEqual(["a"]);
  expect(find(lifted, "a")).toMatchObject({
    properties: [
      { schema: { kind: "map", values: { kind: "any" } } },
      { schema: text },
      { schema: { kind: "scalar", type: "boolean" } },
      { schema: { kind: "const" } },
    ],
  });
});

test("objects with patterns alone are maps of what the patterns allow", () => {
  const patterned: Schema = {
    ...object({}),
    additional: false,
    patternProperties: [{ pattern: "^x", schema: object({ id: text }) }],
  };
  const lifted = lift({ a: object({ patterned }) });
  expect(find(lifted, "a")).toMatchObject({
    properties: [{ schema: { kind: "map", values: { kind: "ref", name: "APatternedValue" } } }],
  });
});

test("parameters, bodies, answers and headers are named by their operation", () => {
  const body = { required: true, contents: contents({ [json]: object({ x: text }) }), place };
  const header = { name: "X-Mode", required: false, schema: choice("a", "b"), place };
  const lifted = liftOne({
    id: "tunnels.create",
    parameters: [parameter("sort-by", "query", choice("a", "b"))],
    body,
    responses: [
      { ...response("201", { [json]: object({ y: text }) }), headers: [header] },
      response("404", { [json]: object({ z: text }) }),
      response("409", { [json]: object({ z: text }) }),
    ],
  });
  expect(names(lifted)).toEqual([
    "TunnelsCreateBody",
    "TunnelsCreateError",
    "TunnelsCreateError409",
    "TunnelsCreateResponse",
    "TunnelsCreateSortBy",
    "TunnelsCreateXMode",
  ]);
  expect(liftedFrom(find(lifted, "TunnelsCreateBody"))).toEqual({ kind: "operation", name: "tunnels.create" });
});

test("media types of one body whose schemas are alike share its name", () => {
  const both = { [json]: object({ x: text }), "application/merge-patch+json": object({ x: text }) };
  const lifted = liftOne({ id: "a", body: { required: true, contents: contents(both), place } });
  expect(names(lifted)).toEqual(["ABody"]);
});

test("successes of different JSON are one union, unless the operation has pages", () => {
  const responses = [response("200", { [json]: object({ x: text }) }), response("202", { [json]: text })];
  const lifted = liftOne({ id: "a", responses });
  expect(find(lifted, "AResponse")).toMatchObject({ kind: "union", members: [{ schema: { kind: "ref" } }, {}] });
  expect(lifted.operations[0]?.responses.map((each) => each.contents[0]?.schema)).toMatchObject([
    { kind: "ref", name: "AResponse" },
    { kind: "ref", name: "AResponse" },
  ]);
  const paged = liftOne({ id: "a", responses, pagination: { style: "link", items: "" } });
  expect(find(paged, "AResponse").kind).toBe("object");
});

test("a body without what only answers have is a type of its own, made of the same parts", () => {
  const thing = object({ id: { ...text, readOnly: true }, owner: object({ name: text }) });
  const body = { required: true, contents: contents({ [json]: ref("thing") }), place };
  const lifted = liftContract(
    contractWith({ schemas: schemas({ thing }), operations: [operation({ id: "make", body })] }),
  );
  expect(names(lifted)).toEqual(["MakeBody", "ThingOwner", "thing"]);
  expect(find(lifted, "MakeBody")).toMatchObject({ properties: [{ name: "owner", schema: { name: "ThingOwner" } }] });
});

test("payloads and headers of messages are named by their message", () => {
  const message = {
    name: "tunnel.opened",
    contentType: json,
    payload: object({ a: text }),
    headers: object({ b: text }),
    place,
  };
  const lifted = liftContract(contractWith({ messages: [message] }));
  expect(names(lifted)).toEqual(["TunnelOpenedHeaders", "TunnelOpenedPayload"]);
  expect(lifted.messages[0]?.payload).toMatchObject({ kind: "ref", name: "TunnelOpenedPayload" });
});

test("names of deep documents are cut, and stay apart", () => {
  const deep = Array.from({ length: 200 }).reduce<Schema>(
    (inner) => object({ wordOfTen: inner }),
    object({ end: text }),
  );
  const lifted = lift({ a: deep });
  expect(lifted.schemas).toHaveLength(201);
  expect(Math.max(...names(lifted).map((each) => each.length))).toBeLessThan(85);
});

test("the same contract gives the same bytes, and what is lifted is not lifted again", () => {
  const given = contractWith({ schemas: schemas({ a: object({ b: object({ c: choice("x", "y") }) }) }) });
  const lifted = liftContract(given);
  expect(liftContract(JSON.parse(JSON.stringify(given)) as Contract)).toEqual(lifted);
  expect(liftContract(lifted)).toEqual(lifted);
});

test("intersections of objects are one object, and others are told of", () => {
  const both: Schema = { kind: "intersection", members: [ref("base"), object({ x: choice("p", "q") })], place };
  const never: Schema = { kind: "intersection", members: [text, object({})], place };
  const lifted = lift({ base: object({ id: text }), a: object({ both, never }), whole: both });
  expect(find(lifted, "ABoth")).toMatchObject({
    properties: [{ name: "id" }, { name: "x", schema: { name: "ABothX" } }],
  });
  expect(find(lifted, "whole")).toMatchObject({ kind: "object", properties: [{ name: "id" }, { name: "x" }] });
  expect(intersectionsUnsupported(lifted)).toMatchObject([
    { code: "intersection-unsupported", severity: "warning", place },
  ]);
});

function lift(given: Readonly<Record<string, Schema>>): Contract {
  return liftContract(contractWith({ schemas: schemas(given) }));
}

function liftOne(given: Partial<Operation> & { readonly id: string }): Contract {
  return liftContract(contractWith({ operations: [operation(given)] }));
}

function list(items: Schema): Schema {
  return { kind: "list", items, prefix: [], place };
}

function names({ schemas: all }: Contract): readonly string[] {
  return all.map(({ name }) => name);
}

function find({ schemas: all }: Contract, name: string): Schema {
  const found = all.find((each) => each.name === name);
  expect(found).toBeDefined();
  return found?.schema ?? text;
}
