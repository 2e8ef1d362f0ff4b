import type { FastifyReply, FastifyRequest } from "fastify";
import type { PlatformError } from "../problem/platform-error.js";
import { problemBody } from "../problem/problem-body.js";
import { challenge } from "../security/authorize.js";
import type { IdempotentAnswer } from "./idempotency.js";

/** Sends what a handler answered; 304 where the caller has this version already. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, { answer, replayed }: IdempotentAnswer): FastifyReply {
  sendCommon(request, reply);
  reply.headers({ ...answer.headers });
  if (replayed) reply.header("Idempotency-Replayed", "true");
  const etag = answer.version === undefined ? undefined : `"${answer.version}"`;
  if (etag !== undefined) reply.header("ETag", etag);
  const reads = request.method === "GET" || request.method === "HEAD";
  if (reads && etag !== undefined && request.headers["if-none-match"] === etag) return reply.code(304).send();
  reply.code(answer.status);
  if (answer.content !== undefined) {
    const { mediaType, bytes } = answer.content;
    return reply.type(mediaType).send(typeof bytes === "string" ? bytes : Buffer.from(bytes));
  }
  return answer.body === undefined ? reply.send() : reply.type("application/json").send(JSON.stringify(answer.body));
}

/** Sends a failure as problem details. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: PlatformError): FastifyReply {
  sendCommon(request, reply);
  reply.headers({ ...error.headers });
  if (error.status === 401) reply.header("WWW-Authenticate", challenge(error));
  const retryAfter = error.retryAfterSeconds ?? (error.status === 429 || error.status === 503 ? 1 : undefined);
  if (retryAfter !== undefined) reply.header("Retry-After", String(retryAfter));
  const { requestId, path } = request.exchange;
  return reply.code(error.status).type("application/problem+json").send(JSON.stringify(problemBody(error, { requestId, path })));
}

function sendCommon(request: FastifyRequest, reply: FastifyReply): void {
  const { requestId, rate } = request.exchange;
  reply.header("Request-Id", requestId);
  if (rate === undefined) return;
  reply.headers({
    "RateLimit-Limit": String(rate.limit),
    "RateLimit-Remaining": String(rate.remaining),
    "RateLimit-Reset": String(rate.resetSeconds),
  });
}
