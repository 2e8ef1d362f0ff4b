import type { CallOptions } from "../client/call-options.js";
import type { Configuration } from "../client/configuration.js";
import type { Operation } from "../descriptor.js";
import { encodeBody } from "./encode-body.js";
import type { EncodedBody } from "./encode-body.js";
import { prepareTarget } from "./prepare-target.js";
import { randomId } from "./random-id.js";
import { setHeader, writeHeaderParameters } from "./write-headers.js";

/** One call written out, without credentials: the same for all its attempts. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: EncodedBody | undefined;
  /** Whether sending it twice does the same as sending it once. */
  readonly repeatable: boolean;
}

/** Methods that may be sent again: safe or idempotent by RFC 9110 section 9.2, and QUERY. */
const repeatableMethods = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE"]);

/** Writes a call. Throws `ValidationError` or `ConfigurationError` for parameters and bodies that cannot be written. */
export function prepareRequest(
  operation: Operation,
  params: Readonly<Record<string, unknown>>,
  context: { readonly configuration: Configuration; readonly options: CallOptions; readonly url?: string | undefined },
): PreparedRequest {
  const { configuration, options } = context;
  const body = encodeBody(operation, params["body"], options.contentType);
  const headers = new Headers({ Accept: operation.accept ?? "application/json" });
  for (const [name, value] of Object.entries(configuration.headers)) setHeader(headers, { operation: operation.id, name, value });
  if (body?.contentType !== undefined) headers.set("Content-Type", body.contentType);
  writeHeaderParameters(operation, params, headers);
  const own = { ...options.headers, ...(options.requestId !== undefined && { "Request-Id": options.requestId }) };
  for (const [name, value] of Object.entries(own)) setHeader(headers, { operation: operation.id, name, value });
  const keyed = setIdempotencyKey(operation, options, headers);
  return {
    method: operation.method,
    url: context.url ?? baseOf(operation, configuration) + prepareTarget(operation, params),
    headers,
    body,
    repeatable: body?.replayable !== false && (keyed || repeatableMethods.has(operation.method)),
  };
}

function setIdempotencyKey(operation: Operation, options: CallOptions, headers: Headers): boolean {
  const name = operation.idempotencyHeader ?? (options.idempotencyKey === undefined ? undefined : "Idempotency-Key");
  if (name === undefined) return false;
  const value = options.idempotencyKey ?? headers.get(name) ?? randomId();
  setHeader(headers, { operation: operation.id, name, value });
  return true;
}

function baseOf({ server }: Operation, { url, operationServers }: Configuration): string {
  return operationServers && server !== undefined ? new URL(server, `${url}/`).href.replace(/\/+$/, "") : url;
}
