import type { FastifyReply, FastifyRequest } from "fastify";
import type { ByeFrame } from "@parlance/protocol";
import { errorTable, type ErrorCode } from "../../gen/errors.gen.js";
import { setCommonHeaders } from "../../http/send.js";
import { problem } from "../../problem/platform-error.js";

/**
 * Answers a connection that ended before it began: with the problem that `bye` names or, for an end that only connections
 * know, with 204, which tells an `EventSource` to stop, or 503. Throws the problem.
 */
export function refuse(request: FastifyRequest, reply: FastifyReply, bye: ByeFrame): FastifyReply {
  const code: ErrorCode = "status" in errorTable[bye.code] ? bye.code : "unavailable";
  if (code !== bye.code && !bye.retryable) return stop(request, reply);
  const afterMs = bye.afterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(bye.afterMs / 1000) };
  throw problem(code, bye.message, afterMs);
}

/** 204: do not come back (HTML section 9.2.3). */
export function stop(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  setCommonHeaders(request, reply);
  return reply.code(204).header("Cache-Control", "no-store").send();
}
