import type { FastifyReply, FastifyRequest } from "fastify";

const exposed = [
  "Request-Id",
  "ETag",
  "Location",
  "Retry-After",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
  "Idempotency-Replayed",
  "Allow",
  "Parlance-Cursor",
  "Preference-Applied",
].join(", ");
const dayInSeconds = "86400";

/**
 * Lets pages of any origin call the platform and read its headers. Safe, because credentials travel in `Authorization`, which a
 * browser never adds by itself; there are no cookies.
 */
export function allowOrigins(reply: FastifyReply): void {
  reply.headers({ "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": exposed });
}

/** Answers a preflight (`OPTIONS`) of a path that exists. */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply, allow: string): FastifyReply {
  const headers = request.headers["access-control-request-headers"];
  return reply
    .code(204)
    .headers({
      Allow: allow,
      "Access-Control-Allow-Methods": allow,
      "Access-Control-Max-Age": dayInSeconds,
      "Request-Id": request.exchange.requestId,
      ...(typeof headers === "string" && { "Access-Control-Allow-Headers": headers }),
    })
    .send();
}
