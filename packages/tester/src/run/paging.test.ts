import type { Json, Operation, Pagination } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import type { Case, ParameterValue } from "../plan/case.js";
import type { Exchange } from "./exchange.js";
import { nextPage, pageItems } from "./paging.js";

const place = { file: "a.yaml", line: 1 };

interface Page {
  readonly pagination?: Pagination;
  readonly body: Json;
  readonly query?: Readonly<Record<string, Json>>;
  readonly link?: string;
}

function pageOf({ pagination, body, query = {}, link }: Page): Exchange {
  const schema = { kind: "any", place } as const;
  const form = { in: "query", required: false, schema, style: "form", explode: true, place } as const;
  const operation: Operation = {
    id: "things.list",
    method: "GET",
    path: "/things",
    tags: [],
    parameters: [{ ...form, name: "page" }],
    responses: [],
    security: [],
    callbacks: [],
    place,
    ...(pagination !== undefined && { pagination }),
  };
  const parameters = Object.entries(query).map(([name, value]): ParameterValue => ({ in: "query", name, value }));
  const testCase: Case = {
    operation: "things.list",
    method: "GET",
    intent: { kind: "positive" },
    credential: "valid",
    parameters,
  };
  const headers = link === undefined ? [] : ([["link", link]] as const);
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return {
    case: testCase,
    operation,
    request: { method: "GET", target: "/things", headers: [], secrets: [] },
    outcome: { kind: "answer", status: 200, headers, body: bytes, elapsedMs: 1 },
  };
}

const cursor = { style: "cursor", parameter: "cursor", items: "/items", next: "/next" } as const;

describe("The page after a page", () => {
  test.each<readonly [string, Page, readonly ParameterValue[]]>([
    [
      "by cursor",
      { pagination: cursor, body: { items: [1], next: "c2" }, query: { limit: 1, cursor: "c1" } },
      [
        { in: "query", name: "limit", value: 1 },
        { in: "query", name: "cursor", value: "c2" },
      ],
    ],
    [
      "by number",
      { pagination: { style: "page", parameter: "page", items: "", start: 1 }, body: [1] },
      [{ in: "query", name: "page", value: 2 }],
    ],
    [
      "by offset",
      { pagination: { style: "offset", parameter: "from", items: "" }, body: [1, 2], query: { from: 2 } },
      [{ in: "query", name: "from", value: 4 }],
    ],
    [
      "by link",
      { pagination: { style: "link", items: "" }, body: [1], link: '<http://h/things?page=2>; rel="next"' },
      [{ in: "query", name: "page", value: "2" }],
    ],
  ])("%s", (_style, page, parameters) => {
    expect(nextPage(pageOf(page))).toMatchObject({ parameters });
  });

  test.each<readonly [string, Page]>([
    ["a cursor of null", { pagination: cursor, body: { items: [1], next: null } }],
    [
      "an empty page that leads to itself",
      { pagination: cursor, body: { items: [], next: "c1" }, query: { cursor: "c1" } },
    ],
    ["an empty page by number", { pagination: { style: "page", parameter: "page", items: "", start: 1 }, body: [] }],
    ["no link", { pagination: { style: "link", items: "" }, body: [1] }],
    ["a list that is whole", { body: [1, 2, 3] }],
  ])("is none after %s", (_what, page) => {
    expect(nextPage(pageOf(page))).toBe("end");
  });

  test.each<readonly [string, Page]>([
    ["nobody declares it, but the answer speaks of more", { body: { items: [1], hasMore: true } }],
    ["nobody declares it, and the size is round", { body: [1, 2, 3, 4, 5] }],
    [
      "the link asks what the document does not know",
      {
        pagination: { style: "link", items: "" },
        body: [1],
        link: "</things?after=7>; rel=next",
      },
    ],
    [
      "the link is no URL",
      {
        pagination: { style: "link", items: "" },
        body: [1],
        link: "<http://[>; rel=next",
      },
    ],
  ])("is unknown where %s", (_what, page) => {
    expect(nextPage(pageOf(page))).toBe("unknown");
  });
});

test("Items are where the document says, else in the only list there is", () => {
  expect(
    pageItems(pageOf({ pagination: { ...cursor, items: "/data/items" }, body: { data: { items: [1] } } })),
  ).toEqual([1]);
  expect(pageItems(pageOf({ pagination: cursor, body: { things: [1] } }))).toEqual([]);
  expect(pageItems(pageOf({ body: { things: [1], count: 1 } }))).toEqual([1]);
});
