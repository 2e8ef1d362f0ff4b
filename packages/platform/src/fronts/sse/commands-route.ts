import type { FastifyReply, FastifyRequest } from "fastify";
import { setCommonHeaders } from "../../http/send.js";
import { isJsonObject, type Json } from "../../json/json.js";
import { decodeUtf8, parseJson } from "../../json/parse-json.js";
import { PlatformError, problem } from "../../problem/platform-error.js";
import type { Connection } from "../../realtime/connection.js";
import type { Identity } from "../../realtime/gate.js";
import type { OutgoingFrame } from "../../realtime/outgoing-frame.js";
import { sameSubject } from "../../realtime/session.js";
import type { EventStream } from "./event-stream.js";
import { lineEncoder } from "./poll.js";
import { bearerOf } from "./read-opening.js";
import { requireBody } from "./require-body.js";
import type { SseFront } from "./sse-front.js";
import { takeCall } from "./take-call.js";

const ndjson = "application/x-ndjson";
/** How long a call waits for answers; later ones come on the stream. */
const answerMs = 30_000;
/** Frames that nothing answers by an id, even if they have one; why one was refused comes on the stream. */
const unanswered: ReadonlySet<unknown> = new Set(["ping", "pong", "cast", "error"]);

/** `POST /v1/commands`. Throws the problem of a call of which nothing was carried out. */
export async function takeCommands(
  front: SseFront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const frames = readFrames(front, request);
  const identity = await authenticate(front, request);
  const { connection, stream } = requireSession(front, request.headers["parlance-session"], identity);
  setCommonHeaders(request, reply);
  if (/(?:^|[,;\s])respond-async(?:$|[,;\s])/iu.test(String(request.headers["prefer"] ?? ""))) {
    for (const frame of frames) connection.receive(frame);
    return reply.code(202).header("Preference-Applied", "respond-async").send();
  }
  const answers = await collect(connection, stream, frames);
  const lines = answers.map((answer) => answer.encodedBy(lineEncoder));
  return reply.code(200).headers({ "Content-Type": ndjson, "Cache-Control": "no-store" }).send(Buffer.concat(lines));
}

/** Every frame is read before one is carried out. */
function readFrames({ hub: { limits } }: SseFront, request: FastifyRequest): readonly Json[] {
  const lines = decodeUtf8(requireBody(request, [ndjson])).split("\n");
  return lines.flatMap((line) => {
    if (line.trim() === "") return [];
    if (Buffer.byteLength(line) > limits.frameBytes)
      throw problem("payload_too_large", `A frame has at most ${limits.frameBytes} bytes.`);
    return [parseJson(line)];
  });
}

/** Failures are counted by address; calls that hold are bounded by what a connection may do. */
async function authenticate({ hub, rateLimiter }: SseFront, request: FastifyRequest): Promise<Identity> {
  try {
    return await hub.gate.authenticate(bearerOf(request.headers));
  } catch (error) {
    if (error instanceof PlatformError) takeCall(rateLimiter, request);
    throw error;
  }
}

/** The stream of a session. One of somebody else looks the same as none. */
function requireSession(
  { hub, streams }: SseFront,
  key: string | readonly string[] | undefined,
  identity: Identity,
): { readonly connection: Connection; readonly stream: EventStream } {
  const connection = typeof key === "string" ? hub.sessions.live(key) : undefined;
  const stream = connection && streams.get(connection);
  if (connection === undefined || stream === undefined || !sameSubject(connection.session.identity, identity))
    throw problem("not_found", "The session has no event stream. Open one, and name its session here.");
  return { connection, stream };
}

async function collect(
  connection: Connection,
  stream: EventStream,
  frames: readonly Json[],
): Promise<readonly OutgoingFrame[]> {
  const ids = frames.flatMap((frame) => {
    const answered = isJsonObject(frame) && Number.isSafeInteger(frame["id"]) && !unanswered.has(frame["type"]);
    return answered ? [Number(frame["id"])] : [];
  });
  const { frames: answers, stop } = stream.answers.collect(ids);
  const timer = setTimeout(stop, answerMs);
  for (const frame of frames) connection.receive(frame);
  const collected = await answers;
  clearTimeout(timer);
  return collected;
}
