import type { Content } from "../contract/bare-contract.js";
import type { FastifyRequest } from "fastify";
import type { Access } from "../security/access.js";
import type { Caller } from "../security/caller.js";
import type { Rate } from "./rate-limiter.js";
import type { PathRoutes, Route } from "./routes.js";

/** What is known of a call before its body is read. */
export interface Exchange {
  readonly requestId: string;
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  rate?: Rate;
  route?: Route;
  caller?: Caller;
  access?: Access;
  content?: Content | undefined;
}

declare module "fastify" {
  interface FastifyRequest {
    exchange: Exchange;
  }
  interface FastifyContextConfig {
    /** Absent on paths that no operation has. */
    readonly path?: PathRoutes;
    /** The front that admits and answers by itself; absent on paths of operations. */
    readonly front?: "websocket" | "sse" | "pusher";
  }
}

const ownId = /^[A-Za-z0-9._-]{1,128}$/u;

/** Begins the exchange of a request, with the caller's own `Request-Id` if it is one. */
export function beginExchange(
  request: FastifyRequest,
  options: { readonly newId: string; readonly now: number },
): Exchange {
  const given = request.headers["request-id"];
  const [path = "/"] = (request.raw.url ?? "/").split("?");
  return {
    requestId: typeof given === "string" && ownId.test(given) ? given : options.newId,
    path,
    startedAt: options.now,
  };
}
