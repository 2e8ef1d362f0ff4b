import type { Operation, Pagination, Response } from "../../model/operation.js";
import type { Schema } from "../../model/schema.js";

/** Schemas by name, for looking through references. */
export type Shapes = ReadonlyMap<string, Schema>;

const cursorParameters = [
  "cursor",
  "pageToken",
  "page_token",
  "nextToken",
  "next_token",
  "after",
  "starting_after",
  "startingAfter",
  "continuation_token",
  "continuationToken",
];

/** Members of an answer that hold the next cursor, or the objects around them. */
const nextMembers = [
  "nextCursor",
  "next_cursor",
  "nextPageToken",
  "next_page_token",
  "nextToken",
  "next_token",
  "last_id",
  "cursor",
  "next",
];
const envelopes = ["pagination", "paging", "meta", "page_info", "pageInfo", "response_metadata", "links"];
const itemMembers = ["items", "data", "results", "values", "entries", "records", "list"];
const pageSizes = ["per_page", "perPage", "page_size", "pageSize", "limit", "size", "count"];

/** Concludes how a list continues from the names it uses; undefined if they do not say so plainly. */
export function inferPagination(operation: Operation, shapes: Shapes): Pagination | undefined {
  if (operation.method !== "GET") return undefined;
  const response = operation.responses.find(({ status }) => status === "200") ?? operation.responses.find(isSuccess);
  const schema = response?.contents.find(({ form }) => form === "json")?.schema;
  if (response === undefined || schema === undefined) return undefined;
  const body = shapeOf(schema, shapes);
  const items = itemsOf(body, shapes);
  if (items === undefined) return undefined;
  const query = new Set(operation.parameters.filter((each) => each.in === "query").map(({ name }) => name));
  const next = nextOf(body, shapes);
  const cursor = cursorParameters.find((name) => query.has(name));
  if (cursor !== undefined && next !== undefined) return { style: "cursor", parameter: cursor, items, next };
  const sized = pageSizes.some((name) => query.has(name));
  if (!sized) return undefined;
  if (hasLink(response) && (query.has("page") || cursor !== undefined)) return { style: "link", items };
  if (query.has("page")) return { style: "page", parameter: "page", items, start: 1 };
  return query.has("offset") ? { style: "offset", parameter: "offset", items } : undefined;
}

function isSuccess({ status }: Response): boolean {
  return status.startsWith("2");
}

function hasLink({ headers }: Response): boolean {
  return headers.some(({ name }) => name.toLowerCase() === "link");
}

/** Pointer to the list of an answer: itself, a customary member, or the only list it has. */
function itemsOf(body: Schema | undefined, shapes: Shapes): string | undefined {
  if (body?.kind === "list") return "";
  if (body?.kind !== "object") return undefined;
  const lists = body.properties
    .filter(({ schema }) => shapeOf(schema, shapes)?.kind === "list")
    .map(({ name }) => name);
  const customary = itemMembers.find((name) => lists.includes(name));
  const name = customary ?? (lists.length === 1 ? lists[0] : undefined);
  return name === undefined ? undefined : `/${escape(name)}`;
}

function nextOf(body: Schema | undefined, shapes: Shapes): string | undefined {
  if (body?.kind !== "object") return undefined;
  const direct = nextIn(body, shapes);
  if (direct !== undefined) return `/${direct}`;
  for (const name of envelopes) {
    const property = body.properties.find((each) => each.name === name);
    const inner = property && shapeOf(property.schema, shapes);
    const next = inner?.kind === "object" ? nextIn(inner, shapes) : undefined;
    if (next !== undefined) return `/${name}/${next}`;
  }
  return undefined;
}

function nextIn(schema: Schema, shapes: Shapes): string | undefined {
  if (schema.kind !== "object") return undefined;
  return nextMembers.find((name) => {
    const property = schema.properties.find((each) => each.name === name);
    const shape = property && shapeOf(property.schema, shapes);
    return shape?.kind === "scalar" && (shape.type === "string" || shape.type === "integer");
  });
}

/** The schema behind references and `nullable`. */
function shapeOf(schema: Schema, shapes: Shapes): Schema | undefined {
  let shape: Schema | undefined = schema;
  for (let hops = 0; hops < 100; hops += 1) {
    if (shape?.kind === "ref") shape = shapes.get(shape.name);
    else if (shape?.kind === "nullable") shape = shape.schema;
    else return shape;
  }
  return undefined;
}

function escape(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
