import type { CallResult } from "../calls/call-result.js";
import type { CallOptions } from "../client/call-options.js";
import type { Client } from "../client/client.js";
import type { Operation } from "../descriptor.js";
import { decodeResponse } from "../http/decode-response.js";
import { requestIdOf } from "../http/read-error.js";
import { readHeaders } from "../http/read-headers.js";
import { send } from "../http/send.js";
import { validateBody } from "../http/validate-body.js";

/** One call with its parameters. */
export interface OperationCall<Data, ResponseHeaders> {
  readonly operation: Operation<unknown, Data, ResponseHeaders>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
  /** Whole URL instead of the operation's own. */
  readonly url?: string;
}

/** Makes a call and reads its answer as the operation says. */
export async function readResult<Data, ResponseHeaders>(
  client: Client,
  call: OperationCall<Data, ResponseHeaders>,
): Promise<CallResult<Data, ResponseHeaders>> {
  const { operation, options } = call;
  const { data, response } = await send(client, {
    ...call,
    read: async (answer, configuration) => {
      const value = await decodeResponse(operation, answer);
      validateBody(configuration, { operation, options, status: answer.status, value });
      return value;
    },
  });
  const headers = readHeaders(operation.headers ?? [], response.headers);
  // The contract's word for the types; a validator turns it into a check.
  return {
    data: data as Data,
    headers: headers as ResponseHeaders,
    requestId: requestIdOf(response.headers),
    response,
  };
}

/** Makes a call and leaves its body to the caller. */
export async function readRaw(client: Client, call: OperationCall<unknown, unknown>): Promise<Response> {
  const { response } = await send(client, { ...call, read: async () => undefined });
  return response;
}
