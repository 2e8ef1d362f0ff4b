import { describe, expect, it } from "vitest";

import { parseYaml } from "./parse-yaml.js";

describe("parseYaml", () => {
  it("gives members the line of their key", () => {
    const { root, lines } = parseYaml("a:\n  b:\n    - c: 1\n    - [x,\n       y]\n") as never as {
      root: { a: { b: [object, object] } };
      lines: ReturnType<typeof parseYaml>["lines"];
    };
    expect([root, root.a, root.a.b, ...root.a.b].map((node) => lines.nodes.get(node))).toEqual([1, 1, 2, 3, 4]);
    expect(lines.scalars().get(root.a.b[0])).toEqual(new Map([["c", 3]]));
    expect(lines.scalars().get(root.a.b[1])).toEqual(
      new Map([
        ["0", 4],
        ["1", 5],
      ]),
    );
  });

  it("keeps dates as strings and reads merge keys", () => {
    const { root } = parseYaml("base: &b { x: 2020-01-01 }\nmore: { <<: *b, y: 1 }\n200: ok\n");
    expect(root).toEqual({ base: { x: "2020-01-01" }, more: { x: "2020-01-01", y: 1 }, 200: "ok" });
  });

  it("gives an alias the line of its anchor", () => {
    const { root, lines } = parseYaml("a: &x { b: 1 }\nc: *x\n");
    expect(lines.nodes.get((root as { c: object }).c)).toBe(1);
  });
});
