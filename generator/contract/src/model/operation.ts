import type { JsonObject } from "./json.js";
import type { Place } from "./place.js";
import type { Docs, Schema } from "./schema.js";
import type { SecurityRequirement, Server } from "./server.js";

/** An HTTP method, in upper case. */
export type Method = "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";

/** One value that a call carries outside of its body. */
export interface Parameter {
  /** Name on the wire. */
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly schema: Schema;
  /** OpenAPI's serialisation style, with the standard's default filled in. */
  readonly style: "simple" | "label" | "matrix" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";
  readonly explode: boolean;
  readonly allowReserved?: true;
  /** Set when the parameter is one serialised value (`content`), e.g. `application/json`. */
  readonly mediaType?: string;
  readonly docs?: Docs;
  readonly extensions?: JsonObject;
  readonly place: Place;
}

/** How one part of a form or multipart body is written. */
export interface Encoding {
  readonly property: string;
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
}

/** A body in one media type. */
export interface Content {
  /** Media type as written, e.g. `application/json`, `image/*`. */
  readonly mediaType: string;
  /** What a reader must do with it. `sse` and `jsonl` are sequences of `schema`. */
  readonly form: "json" | "sse" | "jsonl" | "text" | "form" | "multipart" | "binary";
  /** Schema of the whole body; of one item when `form` is `sse` or `jsonl`. Absent: any bytes. */
  readonly schema?: Schema;
  readonly encodings?: readonly Encoding[];
  readonly examples?: JsonObject;
  readonly place: Place;
}

/** What a call may send, in one or several media types. */
export interface Body {
  readonly required: boolean;
  /** In document order; the first JSON one, else the first, is what an SDK sends by default. */
  readonly contents: readonly Content[];
  readonly docs?: Docs;
  readonly place: Place;
}

/** One header that a response carries. */
export interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly docs?: Docs;
  readonly place: Place;
}

/** A follow-up operation that a response names. */
export interface Link {
  readonly name: string;
  readonly operationId: string;
  /** Parameter name → runtime expression such as `$response.body#/id`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** One answer that an operation declares. */
export interface Response {
  /** `200`, a class such as `4XX`, or `default`. */
  readonly status: string;
  readonly contents: readonly Content[];
  readonly headers: readonly Header[];
  readonly links: readonly Link[];
  readonly docs?: Docs;
  readonly place: Place;
}

/**
 * How a list continues. Declared by `x-parlance-pagination` or inferred (diagnostic `pagination-inferred`).
 *
 * `items` and `next` are JSON pointers into the response body; an empty `items` means the body itself is the list.
 */
export type Pagination =
  | { readonly style: "cursor"; readonly parameter: string; readonly items: string; readonly next: string }
  | { readonly style: "page"; readonly parameter: string; readonly items: string; readonly start: number }
  | { readonly style: "offset"; readonly parameter: string; readonly items: string }
  | { readonly style: "link"; readonly items: string };

/** A call that the platform makes back to an address given in the request (OpenAPI `callbacks`). */
export interface Callback {
  readonly name: string;
  /** Runtime expression of the URL that is called. */
  readonly expression: string;
  readonly operation: Operation;
}

/** One REST call. */
export interface Operation {
  /** The document's `operationId`, or one derived from method and path (diagnostic `operation-id-derived`). */
  readonly id: string;
  readonly method: Method;
  /** Path template with `{wire names}`, relative to the server's URL. */
  readonly path: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  readonly responses: readonly Response[];
  /** Alternatives, each a set of schemes that are needed together. Empty list: no credentials. */
  readonly security: readonly SecurityRequirement[];
  /** Set only where the operation or its path overrides the document's servers. */
  readonly servers?: readonly Server[];
  readonly pagination?: Pagination;
  /** Header that makes an unsafe call repeatable, e.g. `Idempotency-Key`, when the operation declares one. */
  readonly idempotencyHeader?: string;
  readonly callbacks: readonly Callback[];
  readonly docs?: Docs;
  readonly extensions?: JsonObject;
  readonly place: Place;
}

/** A call that the platform makes to its user: OpenAPI `webhooks`. */
export interface Webhook {
  readonly name: string;
  readonly operation: Operation;
}
