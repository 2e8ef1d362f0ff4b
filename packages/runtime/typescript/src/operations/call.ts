import { Call } from "../calls/call.js";
import type { Client } from "../client/client.js";
import type { Operation } from "../descriptor.js";
import type { CallArguments } from "./call-arguments.js";
import { paramsRecord } from "./call-arguments.js";
import { readRaw, readResult } from "./read-result.js";

/**
 * Makes one operation's call. `params` holds path, query, header and cookie parameters by key, and `body`.
 *
 * Rejects with a `ParlanceError`; a refusal by the server is the `ResponseError` of its status.
 */
export function call<Params, Data, ResponseHeaders>(
  client: Client,
  operation: Operation<Params, Data, ResponseHeaders>,
  ...[params, options = {}]: CallArguments<Params>
): Call<Data, ResponseHeaders> {
  const sent = { operation, params: paramsRecord(params), options };
  return new Call({ read: () => readResult(client, sent), raw: () => readRaw(client, sent) });
}
