import { expect, test } from "vitest";
import { parameterPairs, pathText, simpleText } from "./write-parameter.js";

const list = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

function query(descriptor: Omit<Parameters<typeof parameterPairs>[0], "name">, value: unknown): string {
  return parameterPairs({ name: "color", ...descriptor }, value)
    .map((pair) => pair.join("="))
    .join("&");
}

// The table of OpenAPI 3.1 section 4.8.12.4.
test.each([
  [{}, "blue", "color=blue"],
  [{}, list, "color=blue&color=black&color=brown"],
  [{}, object, "R=100&G=200&B=150"],
  [{ explode: false }, list, "color=blue,black,brown"],
  [{ explode: false }, object, "color=R,100,G,200,B,150"],
  [{ style: "spaceDelimited" }, list, "color=blue%20black%20brown"],
  [{ style: "spaceDelimited" }, object, "color=R%20100%20G%20200%20B%20150"],
  [{ style: "pipeDelimited" }, list, "color=blue|black|brown"],
  [{ style: "pipeDelimited", explode: true }, list, "color=blue&color=black&color=brown"],
  [{ style: "deepObject" }, object, "color[R]=100&color[G]=200&color[B]=150"],
  [{ style: "deepObject" }, { a: { b: [1, 2] } }, "color[a][b]=1&color[a][b]=2"],
  [{ json: true }, { a: 1 }, "color=%7B%22a%22%3A1%7D"],
  [{}, "", "color="],
  [{}, null, ""],
  [{}, undefined, ""],
  [{}, [], ""],
  [{ explode: false }, [], ""],
  [{}, { a: undefined, b: null }, ""],
  [{}, [0, false], "color=0&color=false"],
  [{}, new Date(0), "color=1970-01-01T00%3A00%3A00.000Z"],
  [{}, "a&b=c d+é#/?", "color=a%26b%3Dc%20d%2B%C3%A9%23%2F%3F"],
  [{ allowReserved: true }, "a/b?c:d@e,f;g&h#i", "color=a/b?c:d@e,f;g%26h%23i"],
  [{}, "\ud800", "color=%EF%BF%BD"],
])("query %j %j is %s", (descriptor, value, expected) => {
  expect(query(descriptor, value)).toBe(expected);
});

test("a bigint keeps its digits", () => {
  expect(query({}, 2n ** 63n)).toBe("color=9223372036854775808");
});

test.each([
  [{}, "blue", "blue"],
  [{}, list, "blue,black,brown"],
  [{}, object, "R,100,G,200,B,150"],
  [{ explode: true }, object, "R=100,G=200,B=150"],
  [{ style: "label" }, "blue", ".blue"],
  [{ style: "label" }, list, ".blue,black,brown"],
  [{ style: "label", explode: true }, list, ".blue.black.brown"],
  [{ style: "label", explode: true }, object, ".R=100.G=200.B=150"],
  [{ style: "matrix" }, "blue", ";color=blue"],
  [{ style: "matrix" }, list, ";color=blue,black,brown"],
  [{ style: "matrix", explode: true }, list, ";color=blue;color=black;color=brown"],
  [{ style: "matrix", explode: true }, object, ";R=100;G=200;B=150"],
  [{ json: true }, [1], "%5B1%5D"],
  [{}, "a/b c", "a%2Fb%20c"],
] as const)("path %j %j is %s", (descriptor, value, expected) => {
  expect(pathText({ key: "color", in: "path", ...descriptor }, value)).toBe(expected);
});

test("headers are written in the simple style, not percent-encoded", () => {
  const asIs = (text: string): string => text;
  expect(simpleText({ key: "h", in: "header" }, ["a b", "c"], asIs)).toBe("a b,c");
  expect(simpleText({ key: "h", in: "header", json: true }, { a: 1 }, asIs)).toBe('{"a":1}');
});
