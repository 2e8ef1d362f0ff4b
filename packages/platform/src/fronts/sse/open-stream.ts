import type { FastifyReply, FastifyRequest } from "fastify";
import type { ByeFrame } from "@parlance/protocol";
import { setCommonHeaders } from "../../http/send.js";
import type { Json } from "../../json/json.js";
import type { CursorWriter } from "./cursors.js";
import { EventStream } from "./event-stream.js";
import { refuse } from "./refusal.js";
import type { SseFront } from "./sse-front.js";

/** A call that asks for a stream. */
export interface StreamCall {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly hello: Json;
  /** For those who go on by `Last-Event-ID`. */
  readonly cursor?: CursorWriter;
}

const streamHeaders = {
  "Content-Type": "text/event-stream",
  // Neither kept nor packed on the way, and not held back by a proxy until it is complete.
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
  // Nothing follows a stream, and a platform that goes down need not wait for an idle connection.
  Connection: "close",
};
const longestRetryMs = 5_000;

/** Begins a connection whose frames are the answer to this call. What it is refused with before it began is a problem. */
export async function openStream(front: SseFront, call: StreamCall): Promise<FastifyReply> {
  const { request, reply, cursor } = call;
  const refused = await new Promise<ByeFrame | undefined>((settle) => {
    const stream = new EventStream({
      response: reply.raw,
      begin() {
        begin(request, reply);
        settle(undefined);
      },
      refuse: settle,
      ended: (session) => front.finished.add(session),
      ...(cursor !== undefined && { cursor, retryMs: jitter(front.hub.limits.retry.minMs) }),
    });
    const connection = front.hub.connect(stream);
    front.streams.set(connection, stream);
    reply.raw.on("close", () => {
      front.streams.delete(connection);
      connection.closed();
      settle(undefined);
    });
    connection.receive(call.hello);
  });
  return refused === undefined ? reply : refuse(request, reply, refused);
}

function begin(request: FastifyRequest, reply: FastifyReply): void {
  setCommonHeaders(request, reply);
  reply.headers(streamHeaders).hijack();
  reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
}

/** So that clients that lost their server together do not come back together. */
function jitter(minMs: number): number {
  return Math.round(minMs + Math.random() * Math.max(0, longestRetryMs - minMs));
}
