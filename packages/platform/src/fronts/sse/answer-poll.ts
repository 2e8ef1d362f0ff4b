import type { FastifyReply, FastifyRequest } from "fastify";
import { setCommonHeaders } from "../../http/send.js";
import type { HelloFrame } from "@parlance/protocol";
import type { JsonObject } from "../../json/json.js";
import type { CursorWriter } from "./cursors.js";
import { Poll } from "./poll.js";
import { refuse } from "./refusal.js";
import type { SseFront } from "./sse-front.js";

/** A call that asks for what there is, or what comes within a while. */
export interface PollCall {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly hello: HelloFrame;
  readonly cursor: CursorWriter;
  readonly waitSeconds: number;
}

/**
 * Answers with frames, one a line, and with the cursor for the next call. Between two calls the session waits, as after any
 * connection that was lost. Throws the problem that the connection is refused with.
 */
export async function answerPoll(front: SseFront, call: PollCall): Promise<FastifyReply> {
  const { request, reply, hello } = call;
  const subscriptions = hello.subscriptions?.length ?? 0;
  const poll = new Poll({ cursor: call.cursor, subscriptions, first: hello.resume === undefined });
  const connection = front.hub.connect(poll);
  const timer = setTimeout(() => poll.finish(), call.waitSeconds * 1000);
  reply.raw.on("close", () => poll.finish());
  connection.receive(hello as unknown as JsonObject);
  const { lines, cursor, bye } = await poll.polled;
  clearTimeout(timer);
  connection.closed();
  if (bye !== undefined && lines.length === 1) return refuse(request, reply, bye);
  setCommonHeaders(request, reply);
  return reply
    .code(200)
    .headers({
      "Content-Type": "application/x-ndjson",
      "Cache-Control": "no-store",
      ...(cursor !== undefined && { "Parlance-Cursor": cursor }),
    })
    .send(Buffer.concat(lines));
}
