import type { Call } from "../calls/call.js";
import type { CallOptions } from "../client/call-options.js";
import type { Client } from "../client/client.js";
import type { BodyDescriptor } from "../descriptor.js";
import { call } from "./call.js";

/** A request that the contract does not describe. */
export interface RequestOptions extends CallOptions {
  /** Query parameters; null and undefined are left out. */
  readonly query?: Readonly<Record<string, unknown>>;
  /** Sent as JSON, unless it is something that fetch takes as a body. */
  readonly body?: unknown;
}

/**
 * Makes a call that no operation stands for, with the client's URL, credentials, retries, timeouts and errors. `path` begins
 * with a slash and is sent as it is.
 */
export function request(client: Client, method: string, path: string, options: RequestOptions = {}): Call<unknown> {
  const { query = {}, body, ...rest } = options;
  const bodies: readonly BodyDescriptor[] = [{ mediaType: options.contentType ?? "application/json", form: "json" }];
  const operation = {
    id: `${method} ${path}`,
    method,
    path,
    accept: "application/json, */*;q=0.9",
    parameters: Object.keys(query).map((key) => ({ key, in: "query" as const })),
    bodies,
  };
  return call(client, operation, { ...query, body }, rest);
}
