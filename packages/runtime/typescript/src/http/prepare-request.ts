import type { CallOptions } from "../client/call-options.js";
import type { Configuration } from "../client/configuration.js";
import type { Operation } from "../descriptor.js";
import { encodeBody } from "./encode-body.js";
import type { EncodedBody } from "./encode-body.js";
import type { HeaderEntry } from "./prepare-headers.js";
import { headerParameters } from "./prepare-headers.js";
import { prepareTarget } from "./prepare-target.js";
import { randomId } from "./random-id.js";

/** One call written out, without credentials: the same for all its attempts. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: string;
  /** Header entries, later ones winning; each attempt makes its own `Headers` of them. */
  readonly headers: readonly HeaderEntry[];
  readonly body: EncodedBody | undefined;
  /** Whether sending it twice does the same as sending it once. */
  readonly repeatable: boolean;
}

/** The methods of contracts that may not be sent again by themselves; the others are safe or idempotent (RFC 9110 section 9.2). */
const onceOnly = ["POST", "PATCH"];

/** Writes a call. Throws `ValidationError` or `ConfigurationError` for parameters and bodies that cannot be written. */
export function prepareRequest(
  operation: Operation,
  params: Readonly<Record<string, unknown>>,
  context: { readonly configuration: Configuration; readonly options: CallOptions; readonly url?: string | undefined },
): PreparedRequest {
  const { configuration, options } = context;
  const { method, accept = "application/json", idempotencyHeader: idempotency } = operation;
  const body = encodeBody(operation, params["body"], options.contentType);
  const key = options.idempotencyKey;
  const headers: readonly HeaderEntry[] = [
    ["Accept", accept],
    ...Object.entries(configuration.headers),
    ["Content-Type", body?.contentType],
    ...(idempotency === undefined ? [] : [[idempotency, randomId()] as const]),
    ...headerParameters(operation, params),
    [idempotency ?? "Idempotency-Key", key],
    ["Request-Id", options.requestId],
    ...Object.entries(options.headers ?? {}),
  ];
  return {
    method,
    url: context.url ?? baseOf(operation, configuration) + prepareTarget(operation, params),
    headers,
    body,
    repeatable: body?.replayable !== false && ((idempotency ?? key) !== undefined || !onceOnly.includes(method)),
  };
}

function baseOf({ server }: Operation, { url, operationServers }: Configuration): string {
  return operationServers && server !== undefined ? new URL(server, `${url}/`).href.replace(/\/+$/, "") : url;
}
