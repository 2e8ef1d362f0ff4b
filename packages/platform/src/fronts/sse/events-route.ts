import type { FastifyReply, FastifyRequest } from "fastify";
import { isJsonObject, type Json, type JsonObject } from "../../json/json.js";
import { decodeUtf8, parseJson } from "../../json/parse-json.js";
import { accepts } from "../../http/media-type.js";
import { problem } from "../../problem/platform-error.js";
import { redeemTicket, ticketDigest } from "../../security/ticket.js";
import { answerPoll } from "./answer-poll.js";
import type { Cursor } from "./cursors.js";
import { openStream } from "./open-stream.js";
import { requireBody } from "./require-body.js";
import { bearerOf, cursorOf, helloOf, type Opening } from "./read-opening.js";
import { type EventsQueryLimits, readEventsQuery } from "./read-query.js";
import { stop } from "./refusal.js";
import type { SseFront } from "./sse-front.js";
import { takeCall } from "./take-call.js";

/** `GET` and `POST /v1/events`. Throws the problem of a call that opens nothing. */
export async function answerEvents(
  front: SseFront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  takeCall(front.rateLimiter, request);
  const { method, headers } = request;
  if (method === "POST") {
    if (!accepts(headers.accept, ["text/event-stream"]))
      throw problem("not_acceptable", "A session is answered by text/event-stream.");
    return openStream(front, { request, reply, hello: readHello(front, request) });
  }
  const form = formOf(headers.accept);
  const opening: Opening = { headers, query: readEventsQuery(request.raw.url ?? "", limitsOf(front)) };
  const { channels, ticket, filter, waitSeconds } = opening.query;
  if (filter !== undefined) for (const channel of channels) front.hub.gate.filter(channel, filter);
  const cursors = await front.cursors();
  const cursor = cursorOf(opening, cursors);
  if (cursor !== undefined && front.finished.has(cursor.session)) return stop(request, reply);
  const token = await tokenOf(front, opening, cursor);
  const origin = { ticket: ticket === undefined ? null : ticketDigest(ticket) };
  const hello = helloOf(opening, { token, cursor });
  const call = { request, reply, hello, cursor: cursors.writer(origin, channels, cursor) };
  return form === "poll"
    ? answerPoll(front, { ...call, waitSeconds })
    : openStream(front, { ...call, hello: call.hello as unknown as JsonObject });
}

function limitsOf({ hub, contract }: SseFront): EventsQueryLimits {
  return { ...contract.limits, subscriptionsPerConnection: hub.limits.subscriptionsPerConnection };
}

/** What is asked for: a stream, unless only lines will do. */
function formOf(accept: string | undefined): "stream" | "poll" {
  if (accepts(accept, ["text/event-stream"])) return "stream";
  if (accepts(accept, ["application/x-ndjson"])) return "poll";
  throw problem("not_acceptable", "Events come as text/event-stream or application/x-ndjson.");
}

/** The bearer token, or the one that the ticket stands for. Throws `missing_token` without either. */
async function tokenOf(front: SseFront, opening: Opening, cursor: Cursor | undefined): Promise<string> {
  const { ticket } = opening.query;
  const token = bearerOf(opening.headers);
  if (token !== undefined) return token;
  if (ticket === undefined)
    throw problem("missing_token", "Send `Authorization: Bearer <token>`, or `ticket=` from tickets.create.");
  const shown = { ticket, reopens: cursor?.ticket ?? null };
  return front.store.transaction((transaction) => redeemTicket(transaction, shown));
}

/** The `hello` frame in the body, with the token of the header. */
function readHello({ hub: { limits } }: SseFront, request: FastifyRequest): Json {
  const bytes = requireBody(request, ["application/json"]);
  if (bytes.byteLength > limits.frameBytes)
    throw problem("payload_too_large", `A frame has at most ${limits.frameBytes} bytes. Subscribe by commands.`);
  const hello = parseJson(decodeUtf8(bytes));
  const token = bearerOf(request.headers);
  if (!isJsonObject(hello)) return hello;
  if (token === undefined && hello["token"] === undefined)
    throw problem("missing_token", "Send `Authorization: Bearer <token>`.");
  return token === undefined ? hello : { ...hello, token };
}
