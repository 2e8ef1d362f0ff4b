import { DecodeError } from "../errors/decode-error.js";
import { readBounded } from "../http/read-bounded.js";
import { send } from "../http/send.js";
import type { Sequence } from "./sequence.js";

const accepts = { sse: "text/event-stream", jsonl: "application/jsonl, application/x-ndjson, application/json-seq" };

/** Opens one connection of a stream, from after `lastEventId` on. The body is aborted by `signal`. */
export async function openConnection(
  { client, operation, params, options }: Sequence,
  connection: { readonly signal: AbortSignal; readonly lastEventId: string | undefined },
): Promise<Response> {
  const { signal, lastEventId } = connection;
  const { response } = await send(client, {
    operation: { accept: accepts[operation.sequence], ...operation },
    params,
    options: {
      ...options,
      signal,
      headers: { ...(lastEventId !== undefined && { "Last-Event-ID": lastEventId }), ...options.headers },
    },
    read: async (answer) => {
      const type = answer.headers.get("content-type") ?? "";
      if (operation.sequence === "jsonl" || type.startsWith("text/event-stream") || answer.status === 204) return;
      const message = `${operation.id} was answered with ${type || "no media type"} instead of text/event-stream`;
      throw new DecodeError({
        message,
        text: await readBounded(answer),
        response: answer,
        operation: operation.id,
      });
    },
  });
  return response;
}
