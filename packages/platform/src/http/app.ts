import { METHODS } from "node:http";
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Validators } from "../contract/validators.js";
import type { Handlers, Services } from "../handler.js";
import { problem } from "../problem/platform-error.js";
import type { Store } from "../store/store.js";
import { admit, type AdmitOptions } from "./admit.js";
import { allowOrigins, answerPreflight } from "./cors.js";
import { beginExchange, type Exchange } from "./exchange.js";
import { Idempotency } from "./idempotency.js";
import type { Interposition } from "./interposition.js";
import { perform, type PerformOptions } from "./perform.js";
import { RateLimiter } from "./rate-limiter.js";
import { refuseConnection } from "./refuse-connection.js";
import { planRoutes, type PathRoutes } from "./routes.js";
import { anyBytes } from "./media-type.js";
import { sendAnswer, sendProblem } from "./send.js";
import { toProblem } from "./to-problem.js";

/** Everything the HTTP front is made of. */
export interface AppOptions {
  readonly services: Services;
  readonly store: Store;
  readonly handlers: Handlers;
  readonly validators: Validators;
  readonly callsPerSecond: number;
  readonly checkAnswers: boolean;
  readonly draining: () => boolean;
  /** Lowest level that is logged, to stderr. */
  readonly logLevel: "silent" | "error" | "warn" | "info";
  /** For tests of tools. */
  readonly prepare?: Interposition["server"];
}

const requestTimeoutMs = 30_000;

/** The HTTP front: fastify with a route for each path of the contract. Throws if handlers and contract differ. */
export function createApp(options: AppOptions): FastifyInstance {
  const { services, store } = options;
  const { limits } = services.contract;
  const rateLimiter = new RateLimiter({ callsPerSecond: options.callsPerSecond, clock: services.clock });
  const admission: AdmitOptions = { services, store, rateLimiter, draining: options.draining };
  const performance: PerformOptions = {
    services,
    store,
    idempotency: new Idempotency(),
    validators: options.validators,
    checkAnswers: options.checkAnswers,
  };
  const app = createServer(options);
  const begin = (request: FastifyRequest): Exchange =>
    beginExchange(request, { newId: services.ids("req"), now: services.clock() });

  options.prepare?.(app);
  app.decorateRequest("exchange");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", async (request, reply) => {
    request.exchange = begin(request);
    allowOrigins(reply);
    const { front, path } = request.routeOptions.config;
    if (front !== undefined) return undefined;
    if (request.method === "OPTIONS" && path !== undefined) return answerPreflight(request, reply, path.allow);
    return admit(request, admission);
  });
  app.addHook("onSend", async (_request, reply) => {
    if (options.draining()) reply.header("Connection", "close");
  });
  app.addHook("onResponse", async (request, reply) => recordCall(request, reply, services));
  app.setErrorHandler((error: Error, request, reply) => {
    const failure = toProblem(error, { bodyBytes: request.routeOptions.bodyLimit });
    if (failure.code === "internal_error" || failure.code === "unavailable")
      request.log.error({ requestId: request.exchange.requestId, err: error }, failure.code);
    return sendProblem(request, reply, failure);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, problem("route_not_found", "No operation has this path.")),
  );
  for (const path of planRoutes(services.contract, options.handlers)) {
    const bodyLimit = takesBytes(path) ? limits.attachmentBytes : limits.bodyBytes;
    addPath(app, { path, bodyLimit }, async (request, reply) =>
      sendAnswer(request, reply, await perform(request, performance)),
    );
  }
  return app;
}

function createServer({ services, logLevel }: AppOptions): FastifyInstance {
  const { limits } = services.contract;
  const app: FastifyInstance = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 1024, ignoreTrailingSlash: false },
    logger: {
      level: logLevel,
      stream: process.stderr,
      redact: ["headers.authorization", "*.secret", "*.clientSecret", "*.token"],
    },
    clientErrorHandler: (error, socket) => refuseConnection(error, socket, services.ids("req")),
    frameworkErrors: (error, request, reply) => {
      request.exchange = beginExchange(request, { newId: services.ids("req"), now: services.clock() });
      sendProblem(request, reply, toProblem(error, limits));
    },
  });
  for (const method of METHODS) {
    if (!app.supportedMethods.includes(method) && method !== "CONNECT") app.addHttpMethod(method, { hasBody: true });
  }
  return app;
}

/** One route for all methods of a path, so that a wrong method is told apart from a wrong path. */
function addPath(
  app: FastifyInstance,
  { path, bodyLimit }: { readonly path: PathRoutes; readonly bodyLimit: number },
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  app.route({ method: [...app.supportedMethods], url: path.url, config: { path }, bodyLimit, handler });
}

/** Whether an operation of the path takes a file. */
function takesBytes({ routes }: PathRoutes): boolean {
  return [...routes.values()].some(({ operation }) =>
    operation.body?.contents.some(({ mediaType }) => mediaType === anyBytes),
  );
}

function recordCall(request: FastifyRequest, reply: FastifyReply, { clock, metrics }: Services): void {
  const { requestId, startedAt, route, caller } = request.exchange;
  const ms = clock() - startedAt;
  // A stream lasts as long as its client wants: its time says nothing of the platform.
  if (request.routeOptions.config.front === undefined)
    metrics.call(route?.operation.id ?? "none", reply.statusCode, ms);
  request.log.info({
    requestId,
    operation: route?.operation.id,
    method: request.method,
    status: reply.statusCode,
    ms,
    application: caller === undefined || caller.type === "anonymous" ? undefined : caller.application.id,
  });
}
