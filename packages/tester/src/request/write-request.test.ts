import type { Json, Operation, Parameter } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import type { Case } from "../plan/case.js";
import { noCredential } from "../profile/credential.js";
import { readings } from "./readings.js";
import { writeParameter } from "./write-parameter.js";
import { writeRequest } from "./write-request.js";

const place = { file: "a.yaml", line: 1 };
const parameter = (rest: Partial<Parameter> = {}): Parameter => ({
  name: "color",
  in: "query",
  required: false,
  schema: { kind: "scalar", type: "string", place },
  style: "form",
  explode: true,
  place,
  ...rest,
});
const list = ["blue", "black"];
const object = { R: 100, G: 200 };

/** The table of the OpenAPI specification, 3.1, "Style Examples". */
describe("Parameters are written by their style", () => {
  test.each([
    ["form", true, "blue", ["color=blue"]],
    ["form", true, list, ["color=blue", "color=black"]],
    ["form", false, list, ["color=blue,black"]],
    ["form", true, object, ["R=100", "G=200"]],
    ["form", false, object, ["color=R,100,G,200"]],
    ["spaceDelimited", false, list, ["color=blue black"]],
    ["pipeDelimited", false, list, ["color=blue|black"]],
    ["deepObject", true, object, ["color[R]=100", "color[G]=200"]],
    ["simple", false, list, ["color=blue,black"]],
    ["simple", true, object, ["color=R=100,G=200"]],
    ["simple", false, object, ["color=R,100,G,200"]],
    ["label", false, "blue", ["color=.blue"]],
    ["label", false, list, ["color=.blue,black"]],
    ["label", true, list, ["color=.blue.black"]],
    ["label", true, object, ["color=.R=100.G=200"]],
    ["matrix", false, "blue", ["color=;color=blue"]],
    ["matrix", false, list, ["color=;color=blue,black"]],
    ["matrix", true, list, ["color=;color=blue;color=black"]],
    ["matrix", true, object, ["color=;R=100;G=200"]],
  ] as const)("%s, explode %s: %j", (style, explode, value, written) => {
    const pairs = writeParameter(parameter({ style, explode }), value as Json);
    expect(pairs.map(([name, text]) => `${name}=${text}`)).toEqual(written);
  });

  test("as JSON where the document says so", () => {
    expect(writeParameter(parameter({ mediaType: "application/json" }), object)).toEqual([
      ["color", '{"R":100,"G":200}'],
    ]);
  });
});

describe("A text is read in all ways in which a server may", () => {
  test("a number may be a text", () => {
    expect(readings(parameter(), 7, new Map())).toEqual(["7", 7]);
  });

  test("nothing is read from nothing", () => {
    expect(readings(parameter(), "", new Map())).toEqual([]);
    expect(readings(parameter(), [], new Map())).toEqual([]);
  });
});

const operation: Operation = {
  id: "rooms.get",
  method: "GET",
  path: "/rooms/{room}",
  tags: [],
  parameters: [
    parameter({ name: "room", in: "path", required: true, style: "simple" }),
    parameter({ name: "q" }),
    parameter({ name: "X-Trace", in: "header", style: "simple" }),
    parameter({ name: "session", in: "cookie" }),
  ],
  responses: [],
  security: [],
  callbacks: [],
  place,
};
const testCase = (parameters: Case["parameters"], rest: Partial<Case> = {}): Case => ({
  operation: "rooms.get",
  method: "GET",
  intent: { kind: "positive" },
  credential: "none",
  parameters,
  ...rest,
});

describe("A case becomes a request", () => {
  test("with every value in its place, percent-encoded", () => {
    const request = writeRequest(
      testCase([
        { in: "path", name: "room", value: "a/b c" },
        { in: "query", name: "q", value: "ü&=" },
        { in: "header", name: "X-Trace", value: "t\r\nInjected: yes" },
        { in: "cookie", name: "session", value: "s;1" },
      ]),
      operation,
      noCredential,
    );
    expect(request.target).toBe("/rooms/a%2Fb%20c?q=%C3%BC%26%3D");
    expect(request.headers).toContainEqual(["x-trace", "t??Injected: yes"]);
    expect(request.headers).toContainEqual(["cookie", "session=s%3B1"]);
  });

  test.each([
    [".", "/rooms/%2E"],
    ["..", "/rooms/%2E%2E"],
    ["\uD800", "/rooms/%EF%BF%BD"],
  ])("an id %j stays one segment", (value, target) => {
    expect(writeRequest(testCase([{ in: "path", name: "room", value }]), operation, noCredential).target).toBe(target);
  });

  test("a body is written in its media type", () => {
    const value = { a: "x y", b: 1 };
    const json = testCase([], { body: { kind: "value", mediaType: "application/json", value } });
    const form = testCase([], { body: { kind: "value", mediaType: "application/x-www-form-urlencoded", value } });
    expect(writeRequest(json, operation, noCredential).body).toBe('{"a":"x y","b":1}');
    expect(writeRequest(form, operation, noCredential).body).toBe("a=x%20y&b=1");
  });
});
