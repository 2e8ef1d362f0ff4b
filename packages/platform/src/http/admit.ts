import type { Method } from "../contract/bare-contract.js";
import type { FastifyRequest } from "fastify";
import type { Services } from "../handler.js";
import { problem, type PlatformError } from "../problem/platform-error.js";
import { authorize } from "../security/authorize.js";
import type { Caller } from "../security/caller.js";
import { identify } from "../security/identify.js";
import type { Store } from "../store/store.js";
import { accepts, anyBytes } from "./media-type.js";
import type { RateLimiter } from "./rate-limiter.js";
import { chooseContent } from "./read-body.js";

/** What a request is admitted with. */
export interface AdmitOptions {
  readonly services: Services;
  readonly store: Store;
  readonly rateLimiter: RateLimiter;
  readonly draining: () => boolean;
}

/**
 * Decides whether a request may go on, before a byte of its body is read: is the platform open, is there such an
 * operation, who calls, how often, may they, can the body be understood. Fills in `request.exchange`; throws the problem.
 */
export async function admit(request: FastifyRequest, options: AdmitOptions): Promise<void> {
  const { exchange } = request;
  if (options.draining())
    throw problem("draining", "The platform is going down. Connect to another one.", { retryAfterSeconds: 1 });
  const caller = await settleCaller(request, options);
  exchange.rate = options.rateLimiter.take(rateKey(caller, request.ip));
  if (exchange.rate.retryAfterSeconds > 0) {
    throw problem("rate_limited", `More than ${exchange.rate.limit} calls a second. Wait, then repeat.`, {
      retryAfterSeconds: exchange.rate.retryAfterSeconds,
    });
  }
  if (caller instanceof Error) throw caller;
  const route = exchange.route;
  if (route === undefined) throw noRoute(request);
  exchange.caller = caller;
  exchange.access = authorize(caller, route.access, filterLimits(options.services));
  const produced = route.operation.responses
    .filter((response) => response.status.startsWith("2"))
    .flatMap((response) => response.contents.map((content) => content.mediaType));
  if (produced.length > 0 && !produced.includes(anyBytes) && !accepts(request.headers.accept, produced)) {
    throw problem("not_acceptable", `The operation answers in ${produced.join(" or ")}.`);
  }
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (hasBody(request) && encoding.toLowerCase() !== "identity")
    throw problem("unsupported_media_type", "Bodies are taken as they are only. Send it without Content-Encoding.");
  exchange.content = chooseContent(route.operation, request.headers["content-type"], hasBody(request));
}

/** The bounds of filters, from the contract. */
export function filterLimits({ contract: { limits } }: Pick<Services, "contract">): {
  readonly depth: number;
  readonly bytes: number;
} {
  return { depth: limits.filterDepth, bytes: limits.filterBytes };
}

/** The caller, or the problem with its credentials: thrown only after the attempt was counted. */
async function settleCaller(request: FastifyRequest, options: AdmitOptions): Promise<Caller | PlatformError> {
  const path = request.routeOptions.config.path;
  const method = request.method === "HEAD" ? "GET" : request.method;
  const route = path?.routes.get(method as Method);
  if (route === undefined) return { type: "anonymous" };
  request.exchange.route = route;
  if (route.access.open) return { type: "anonymous" };
  const { clock, contract } = options.services;
  try {
    return await options.store.transaction((transaction) =>
      identify(request.headers.authorization, {
        transaction,
        clock,
        lifetime: contract.limits.tokenLifetimeSeconds,
        checkClaims: options.services.checkClaims,
      }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === "PlatformError") return error as PlatformError;
    throw error;
  }
}

function noRoute(request: FastifyRequest): PlatformError {
  const path = request.routeOptions.config.path;
  if (path === undefined)
    return problem("route_not_found", "No operation has this path. Check the path and the address.");
  return problem("method_not_allowed", `This path takes ${path.allow}.`, { headers: { Allow: path.allow } });
}

function rateKey(caller: Caller | Error, address: string): string {
  return caller instanceof Error || caller.type === "anonymous"
    ? `address:${address}`
    : `application:${caller.application.id}`;
}

function hasBody(request: FastifyRequest): boolean {
  const length = request.headers["content-length"];
  return request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}
