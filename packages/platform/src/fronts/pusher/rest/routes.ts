import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import type { Clock } from "../../../clock.js";
import type { RateLimiter } from "../../../http/rate-limiter.js";
import { isJsonObject, type JsonObject } from "../../../json/json.js";
import { decodeUtf8, parseJson } from "../../../json/parse-json.js";
import type { PusherApplication } from "../application.js";
import { paths } from "../protocol.js";
import { authenticate, type SignedRequest } from "./authenticate.js";
import { getChannel, listChannels, listUsers } from "./channels.js";
import { publishBatch, publishEvent, publishToUser } from "./publish.js";
import type { PusherHandler, PusherServices } from "./pusher-call.js";
import { Refusal } from "./refusal.js";
import { terminateConnections } from "./users.js";

/** What the routes need. */
export interface RestOptions extends PusherServices {
  readonly clock: Clock;
  readonly rateLimiter: RateLimiter;
  readonly find: (key: string) => Promise<PusherApplication | undefined>;
}

const handlers: readonly (readonly [method: "GET" | "POST", url: string, handler: PusherHandler])[] = [
  ["POST", paths.events, publishEvent],
  ["POST", paths.batchEvents, publishBatch],
  ["GET", paths.channels, listChannels],
  ["GET", paths.channel, getChannel],
  ["GET", paths.channelUsers, listUsers],
  ["POST", paths.userEvents, publishToUser],
  ["POST", paths.terminateUser, terminateConnections],
];

/** Ten events of the largest size with every character escaped, and a hundred names. */
const bodyLimit = 1024 * 1024;

/** Adds Pusher's HTTP API. Its answers are JSON, its refusals plain text. */
export function addRestRoutes(app: FastifyInstance, options: RestOptions): void {
  app.register(async (scope) => {
    scope.setErrorHandler((error: Error, request, reply) => refuse(reply, toRefusal(error, request)));
    for (const [method, url, handler] of handlers) {
      const rest = scope.supportedMethods.filter((other): other is HTTPMethods => other !== method);
      scope.route({
        method,
        url,
        bodyLimit,
        config: { front: "pusher" },
        handler: async (request, reply) => sendJson(reply, await carryOut(request, handler, options)),
      });
      scope.route({
        method: rest,
        url,
        bodyLimit,
        config: { front: "pusher" },
        handler: async (_request, reply) => refuse(reply.header("Allow", method), new Refusal(405, `Use ${method}.`)),
      });
    }
  });
}

async function carryOut(request: FastifyRequest, handler: PusherHandler, options: RestOptions): Promise<JsonObject> {
  const { connections, cache, log } = options;
  const params = request.params as Readonly<Record<string, string>>;
  const signed = signedRequest(request);
  const application = await admit(request, signed, options);
  const input = { ...queryInput(signed.query), ...bodyInput(signed.body) };
  return handler({ connections, cache, log, application, params, input });
}

/** Settles whose call it is, and counts it: of the application, or of the address if it has no good credentials. */
async function admit(
  request: FastifyRequest,
  signed: SignedRequest,
  { clock, find, rateLimiter }: RestOptions,
): Promise<PusherApplication> {
  const { appId = "" } = request.params as Readonly<Record<string, string>>;
  const who = await authenticate(signed, { appId, now: clock(), find }).catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });
  const rate = rateLimiter.take(who instanceof Refusal ? `address:${request.ip}` : `pusher:${who.key}`);
  if (rate.retryAfterSeconds > 0) throw new Refusal(429, `More than ${rate.limit} calls a second. Wait, then repeat.`);
  if (who instanceof Refusal) throw who;
  return who;
}

function signedRequest(request: FastifyRequest): SignedRequest {
  const [path = "/", ...query] = (request.raw.url ?? "/").split("?");
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  return { method: request.method, path, query: new URLSearchParams(query.join("?")), body };
}

/** Parameters may stand in the query too; those of lists are called `name[]`. */
function queryInput(query: URLSearchParams): JsonObject {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) =>
      name.endsWith("[]") ? [name.slice(0, -2), query.getAll(name)] : [name, query.get(name) ?? ""],
    ),
  );
}

function bodyInput(body: Uint8Array): JsonObject {
  if (body.length === 0) return {};
  const value = parseJson(decodeUtf8(body));
  if (!isJsonObject(value)) throw new Refusal(400, "The body is a JSON object.");
  return value;
}

/** Problems of the platform keep their status and sentence; what is a defect of its own says nothing. */
function toRefusal(error: Error & { readonly statusCode?: number; readonly status?: number }, request: FastifyRequest) {
  if (error instanceof Refusal) return error;
  const status = error.status ?? error.statusCode ?? 500;
  if (status < 500) return { status, message: error.message };
  request.log.error({ requestId: request.exchange.requestId, err: error }, "internal_error");
  return { status: 500, message: "The server failed. Repeat the call." };
}

function sendJson(reply: FastifyReply, body: JsonObject): FastifyReply {
  return reply.header("Content-Type", "application/json").send(Buffer.from(JSON.stringify(body)));
}

function refuse(reply: FastifyReply, { status, message }: { readonly status: number; readonly message: string }) {
  if (status === 429) reply.header("Retry-After", "1");
  return reply.code(status).header("Content-Type", "text/plain; charset=utf-8").send(`${message}\n`);
}
