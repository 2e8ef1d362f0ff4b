import type { OperationId, Operations } from "../gen/handlers.gen.js";
import type { Plain } from "../json/plain.js";

/** Bytes of some media type. */
export interface BytesBody {
  readonly type: "bytes";
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The parameters that an operation takes in one place; those with a default are there. */
export type ParametersOf<Id extends OperationId, Place extends "path" | "query" | "header"> =
  Operations[Id]["params"] extends Readonly<Record<Place, infer Parameters>> ? Plain<Parameters> : NoMembers;

/** The body that an operation takes. One that may be left out is an empty object then, with its defaults filled in. */
export type BodyOf<Id extends OperationId> = Operations[Id] extends { body: infer Body }
  ? [Exclude<Body, null>] extends [Blob]
    ? BytesBody
    : { readonly type: "json"; readonly value: Plain<Exclude<Body, null>> }
  : { readonly type: "none" };

/** The successes that an operation declares: each status with its body, version and headers. */
export type AnswerOf<Id extends OperationId> = {
  [Status in Success<Id>]: { readonly status: Status } & Content<Operations[Id]["responses"][Status]> &
    Fields<Operations[Id]["responses"][Status]>;
}[Success<Id>];

/** The statuses of an operation that handlers answer. 304 is made of a 200 by who sends it. */
type Success<Id extends OperationId> = {
  [Status in keyof Operations[Id]["responses"] & number]: `${Status}` extends `2${string}` ? Status : never;
}[keyof Operations[Id]["responses"] & number];

type Content<Response> = Response extends { body: infer Body }
  ? [Body] extends [string | Blob]
    ? File
    : { readonly body: Plain<Body>; readonly content?: never }
  : { readonly body?: never; readonly content?: never };

/** `ETag` is made of the version; the headers of every answer are the framework's. */
type Fields<Response> = Response extends { headers: infer Headers }
  ? Version<Headers> & OwnHeaders<Omit<Headers, FrameworkHeader>>
  : { readonly version?: never; readonly headers?: never };

type Version<Headers> = "etag" extends keyof Headers ? { readonly version: number } : { readonly version?: never };

type OwnHeaders<Headers> = keyof Headers extends never
  ? { readonly headers?: never }
  : Partial<Headers> extends Headers
    ? { readonly headers?: Values<Headers> }
    : { readonly headers: Values<Headers> };

type Values<Headers> = { readonly [Name in keyof Headers]: string };

/** A file. The headers tell browsers how to treat it; no client reads them. */
interface File {
  readonly content: Omit<BytesBody, "type">;
  readonly body?: never;
  readonly headers?: { readonly "content-disposition"?: string; readonly "x-content-type-options"?: string };
}

type FrameworkHeader = "etag" | "request-id" | "idempotency-replayed" | `ratelimit-${string}`;

type NoMembers = Readonly<Record<never, never>>;
