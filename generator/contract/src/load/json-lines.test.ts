import { describe, expect, it } from "vitest";

import { jsonLines } from "./json-lines.js";

describe("jsonLines", () => {
  const text = '{\n "a": {\n  "b\\n": [1,\n {}, "x\\\\"] },\n "200": { }, "100": {}\n}';
  const root = JSON.parse(text) as { a: { "b\n": [1, object, string] }; 200: object; 100: object };

  it("finds the line of each node, whatever the order of its keys", () => {
    const { nodes } = jsonLines(text, root).lines;
    const lines = [root, root.a, root.a["b\n"], root.a["b\n"][1], root[200], root[100]].map((node) => nodes.get(node));
    expect(lines).toEqual([1, 2, 3, 4, 5, 5]);
  });

  it("finds the lines of scalars on demand", () => {
    const scalars = jsonLines(text, root).lines.scalars();
    expect(scalars.get(root.a["b\n"])).toEqual(
      new Map([
        ["0", 3],
        ["2", 4],
      ]),
    );
  });

  it("takes the last of equal keys, as the parser does", () => {
    const twice = '{ "a": {},\n "a": { "b": 1 } }';
    const value = JSON.parse(twice) as { a: object };
    expect(jsonLines(twice, value).lines.nodes.get(value.a)).toBe(2);
  });

  it("reports keys that are repeated, and goes on after them", () => {
    const twice = '{ "a": { "b": 1,\n "\\u0062": 2,\n "c": [{ "b": 1 }],\n "b": 3 },\n "d": {} }';
    const value = JSON.parse(twice) as { d: object };
    const { lines, findings } = jsonLines(twice, value);
    expect(findings).toEqual([
      { code: "key-repeated", line: 2, key: "b" },
      { code: "key-repeated", line: 4, key: "b" },
    ]);
    expect(lines.nodes.get(value.d)).toBe(5);
  });
});
