import type { PagedOperation } from "../descriptor.js";
import { DecodeError } from "../errors/decode-error.js";
import { ParlanceError } from "../errors/parlance-error.js";
import { resolvePointer } from "../http/resolve-pointer.js";

/** Where a page is: what to call it with, and what is remembered to notice a server that goes round. */
export interface Cursor {
  readonly params: Readonly<Record<string, unknown>>;
  /** Whole URL, in lists that continue by link. */
  readonly url?: string;
  readonly seen?: Landmark;
}

/** Brent's cycle detection: one remembered cursor, moved forward at powers of two, finds a circle of any length. */
interface Landmark {
  readonly mark: unknown;
  readonly steps: number;
  readonly limit: number;
}

/** One page that was read. */
export interface ReadPage {
  readonly cursor: Cursor;
  readonly data: unknown;
  readonly count: number;
  readonly response: Response;
  /** Base URL of the client. */
  readonly base: string;
}

type AnyPaged = PagedOperation<unknown, unknown, unknown, unknown>;

/** The items of a page. No list where the contract says there is one is a `DecodeError`; null counts as empty. */
export function itemsOf<Item>(operation: AnyPaged, data: unknown): readonly Item[] {
  const items = resolvePointer(data, operation.pagination.items);
  if (Array.isArray(items)) return items;
  if (items === null || data === undefined) return [];
  const message = `${operation.id} was answered without a list at ${operation.pagination.items || "the top"}`;
  throw new DecodeError({ operation: operation.id, message, text: JSON.stringify(data) ?? "" });
}

/** Where the page after this one is, or undefined after the last. */
export function nextPage(operation: AnyPaged, page: ReadPage): Cursor | undefined {
  const { pagination } = operation;
  const { params } = page.cursor;
  switch (pagination.style) {
    case "cursor": {
      const next = resolvePointer(page.data, pagination.next);
      if (next === undefined || next === null || next === "" || next === false) return undefined;
      return {
        params: { ...params, [keyOf(operation, pagination.parameter)]: next },
        seen: advance(operation, page.cursor, next),
      };
    }
    case "page": {
      const key = keyOf(operation, pagination.parameter);
      return page.count === 0
        ? undefined
        : { params: { ...params, [key]: Number(params[key] ?? pagination.start) + 1 } };
    }
    case "offset": {
      const key = keyOf(operation, pagination.parameter);
      return page.count === 0 ? undefined : { params: { ...params, [key]: Number(params[key] ?? 0) + page.count } };
    }
    case "link": {
      const url = nextLink(operation, page);
      return url === undefined ? undefined : { params, url, seen: advance(operation, page.cursor, url) };
    }
  }
}

function keyOf(operation: AnyPaged, parameter: string): string {
  return operation.parameters?.find(({ key, name }) => (name ?? key) === parameter)?.key ?? parameter;
}

function advance(operation: AnyPaged, { seen }: Cursor, next: unknown): Landmark {
  if (seen === undefined) return { mark: next, steps: 0, limit: 1 };
  if (seen.mark === next) {
    const message = `${operation.id} was answered with a next page that it had named before; the list would never end`;
    throw new ParlanceError({ code: "pagination_loop", message, operation: operation.id });
  }
  const steps = seen.steps + 1;
  return steps === seen.limit ? { mark: next, steps: 0, limit: seen.limit * 2 } : { ...seen, steps };
}

/** The target of `Link: …; rel="next"` (RFC 8288). Other origins are refused: they would be sent the credentials. */
function nextLink(operation: AnyPaged, { response, cursor, base }: ReadPage): string | undefined {
  const target = targetOf(response.headers.get("link") ?? "");
  if (target === undefined) return undefined;
  const from = response.url || cursor.url || `${base}/`;
  const url = URL.canParse(target, from) ? new URL(target, from) : undefined;
  const servers = [base, new URL(operation.server ?? base, base).href];
  if (url !== undefined && servers.some((server) => new URL(server).origin === url.origin)) return url.href;
  const message = `${operation.id} names a next page on another server; it would be sent this client's credentials`;
  throw new ParlanceError({ code: "pagination_foreign_link", message, operation: operation.id });
}

function targetOf(header: string): string | undefined {
  for (const [, target, parameters] of header.matchAll(
    /<([^<>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)/g,
  )) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters ?? "");
    if ((relation?.[1] ?? relation?.[2] ?? "").toLowerCase().split(/\s+/).includes("next")) return target;
  }
  return undefined;
}
