import type { FastifyRequest } from "fastify";
import type { RateLimiter } from "../../http/rate-limiter.js";
import { problem } from "../../problem/platform-error.js";

/** Counts a call of an address whose caller is not known yet. Throws `rate_limited`. */
export function takeCall(rateLimiter: RateLimiter, request: FastifyRequest): void {
  const rate = rateLimiter.take(`address:${request.ip}`);
  request.exchange.rate = rate;
  const { limit, retryAfterSeconds } = rate;
  if (retryAfterSeconds > 0)
    throw problem("rate_limited", `More than ${limit} calls a second. Wait, then repeat.`, { retryAfterSeconds });
}
