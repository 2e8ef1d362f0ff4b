import { describe, expect, it } from "vitest";

import type { Pagination } from "../../model/operation.js";
import { codesOf, contractOf, readParts } from "../../testing/read-documents.js";

interface List {
  readonly query: readonly string[];
  /** YAML of the answer's schema. */
  readonly body: string;
  readonly headers?: string;
  readonly extension?: string;
}

const read = ({ query, body, headers = "{}", extension }: List) =>
  readParts(
    [
      "paths:",
      "  /things:",
      "    get:",
      "      operationId: list",
      ...(extension === undefined ? [] : [`      x-parlance-pagination: ${extension}`]),
      `      parameters: [${query.map((name) => `{ name: ${name}, in: query, schema: { type: string } }`).join(", ")}]`,
      `      responses: { '200': { description: ok, headers: ${headers}, content: { application/json: { schema: ${body} } } } }`,
    ].join("\n"),
  );

async function paginationOf(list: List): Promise<Pagination | undefined> {
  return contractOf(await read(list)).operations[0]?.pagination;
}

const list = "{ type: array, items: { type: string } }";
const page = `{ properties: { items: ${list}, other: ${list}, nextCursor: { type: [string, 'null'] } } }`;

describe("pagination", () => {
  it("is inferred from a cursor and the member that holds the next", async () => {
    const cursor = { style: "cursor", parameter: "cursor", items: "/items", next: "/nextCursor" };
    expect(await paginationOf({ query: ["limit", "cursor"], body: page })).toEqual(cursor);
    const nested = `{ properties: { things: ${list}, response_metadata: { properties: { next_cursor: { type: string } } } } }`;
    expect(await paginationOf({ query: ["cursor"], body: nested })).toEqual({
      ...cursor,
      items: "/things",
      next: "/response_metadata/next_cursor",
    });
  });

  it("is inferred from pages, the Link header and offsets", async () => {
    const link = "{ Link: { schema: { type: string } } }";
    expect(await paginationOf({ query: ["page", "per_page"], body: list })).toEqual({
      style: "page",
      parameter: "page",
      items: "",
      start: 1,
    });
    expect(await paginationOf({ query: ["page", "per_page"], body: list, headers: link })).toEqual({
      style: "link",
      items: "",
    });
    expect(await paginationOf({ query: ["offset", "limit"], body: list })).toEqual({
      style: "offset",
      parameter: "offset",
      items: "",
    });
  });

  it("is not inferred from less", async () => {
    expect(await paginationOf({ query: ["cursor"], body: list })).toBeUndefined();
    expect(await paginationOf({ query: ["page"], body: list })).toBeUndefined();
    expect(await paginationOf({ query: ["page", "limit"], body: "{ type: string }" })).toBeUndefined();
    expect(
      await paginationOf({ query: ["page", "limit"], body: `{ properties: { a: ${list}, b: ${list} } }` }),
    ).toBeUndefined();
  });

  it("is what the document says, without a diagnostic", async () => {
    const declared = {
      query: ["cursor"],
      body: page,
      extension: "{ style: cursor, parameter: cursor, items: /other, next: /n }",
    };
    const result = await read(declared);
    expect(contractOf(result).operations[0]?.pagination).toMatchObject({ items: "/other", next: "/n" });
    expect(codesOf(result)).toEqual([]);
    expect(await paginationOf({ ...declared, extension: "false" })).toBeUndefined();
  });

  it("that cannot be used is reported", async () => {
    const declared = {
      query: ["cursor"],
      body: page,
      extension: "{ style: cursor, parameter: lost, items: /items, next: /n }",
    };
    expect(codesOf(await read(declared))).toEqual(["pagination-invalid 7"]);
  });
});
