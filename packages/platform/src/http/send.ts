import type { FastifyReply, FastifyRequest } from "fastify";
import type { Json } from "../json/json.js";
import type { PlatformError } from "../problem/platform-error.js";
import { problemBody } from "../problem/problem-body.js";
import { challenge } from "../security/authorize.js";
import type { IdempotentAnswer } from "./idempotency.js";

/** Sends what a handler answered; 304 where the caller has this version already. */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { answer, replayed }: IdempotentAnswer,
): FastifyReply {
  setCommonHeaders(request, reply);
  reply.headers({ ...answer.headers });
  if (replayed) reply.header("Idempotency-Replayed", "true");
  const etag = answer.version === undefined ? undefined : `"${answer.version}"`;
  if (etag !== undefined) reply.header("ETag", etag);
  const reads = request.method === "GET" || request.method === "HEAD";
  if (reads && etag !== undefined && request.headers["if-none-match"] === etag) return reply.code(304).send();
  reply.code(answer.status);
  if (answer.content !== undefined) {
    const { mediaType, bytes } = answer.content;
    return reply.header("Content-Type", mediaType).send(Buffer.from(bytes));
  }
  return answer.body === undefined ? reply.send() : sendJson(reply, "application/json", answer.body);
}

/** Sends a failure as problem details. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: PlatformError): FastifyReply {
  setCommonHeaders(request, reply);
  reply.headers({ ...error.headers });
  if (error.status === 401) reply.header("WWW-Authenticate", challenge(error));
  const retryAfter = error.retryAfterSeconds ?? (error.status === 429 || error.status === 503 ? 1 : undefined);
  if (retryAfter !== undefined) reply.header("Retry-After", String(retryAfter));
  const { requestId, path } = request.exchange;
  return sendJson(reply.code(error.status), "application/problem+json", problemBody(error, { requestId, path }));
}

/** JSON is UTF-8 and has no charset parameter (RFC 8259 section 11); fastify would add one to a text. */
function sendJson(reply: FastifyReply, mediaType: string, body: Json): FastifyReply {
  return reply.header("Content-Type", mediaType).send(Buffer.from(JSON.stringify(body)));
}

/** Sets the headers that every answer has. */
export function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  const { requestId, rate } = request.exchange;
  reply.header("Request-Id", requestId);
  if (rate === undefined) return;
  reply.headers({
    "RateLimit-Limit": String(rate.limit),
    "RateLimit-Remaining": String(rate.remaining),
    "RateLimit-Reset": String(rate.resetSeconds),
  });
}
