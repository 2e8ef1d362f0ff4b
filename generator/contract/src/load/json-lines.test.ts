import { describe, expect, it } from "vitest";

import { jsonLines } from "./json-lines.js";

describe("jsonLines", () => {
  const text = '{\n "a": {\n  "b\\n": [1,\n {}, "x\\\\"] },\n "200": { }, "100": {}\n}';
  const root = JSON.parse(text) as { a: { "b\n": [1, object, string] }; 200: object; 100: object };

  it("finds the line of each node, whatever the order of its keys", () => {
    const { nodes } = jsonLines(text, root);
    const lines = [root, root.a, root.a["b\n"], root.a["b\n"][1], root[200], root[100]].map((node) => nodes.get(node));
    expect(lines).toEqual([1, 2, 3, 4, 5, 5]);
  });

  it("finds the lines of scalars on demand", () => {
    const scalars = jsonLines(text, root).scalars();
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
    expect(jsonLines(twice, value).nodes.get(value.a)).toBe(2);
  });
});
