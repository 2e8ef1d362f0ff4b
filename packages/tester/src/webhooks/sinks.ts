import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SinkAnswer } from "../plan/scenario.js";
import type { OpenSink } from "../run/player.js";
import { sameDelivery } from "./delivery.js";

/** Bytes of a body; what is longer is refused with 413. */
const longestBody = 1024 * 1024;
/** Connections at once. */
const mostConnections = 1024;
/** What is answered where a script says nothing. */
const received: SinkAnswer = { answer: 204 };

interface OpenedSink extends Pick<Parameters<OpenSink>[0], "as" | "script" | "tell"> {
  /** How often each delivery was attempted. */
  readonly attempts: Map<string, number>;
  /** Answers that nobody gets. */
  readonly waiting: Set<ServerResponse>;
}

/**
 * Webhook endpoints on loopback that answer by script. Each delivery goes through the script from its beginning, attempt by
 * attempt, so that other deliveries in between change nothing.
 */
export class Sinks implements AsyncDisposable {
  readonly #server: Server;
  readonly #sinks = new Map<string, OpenedSink>();
  #scenarios = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
    this.#server.maxConnections = mostConnections;
  }

  /** Opens a server without sinks. */
  static async open(): Promise<Sinks> {
    const sinks = new Sinks();
    sinks.#server.listen(0, "127.0.0.1");
    await once(sinks.#server, "listening");
    return sinks;
  }

  /**
   * Opens the sinks of one scenario, which stand beside each other: a relative `Location` that is the name of one leads there. The
   * last answer of a script holds for all attempts after it.
   */
  ofScenario(): OpenSink {
    this.#scenarios += 1;
    const folder = `/${this.#scenarios}/`;
    return ({ as, script, tell }) => {
      const path = folder + encodeURIComponent(as);
      const waiting = new Set<ServerResponse>();
      this.#sinks.set(path, { as, script, tell, attempts: new Map(), waiting });
      const close = async () => {
        this.#sinks.delete(path);
        const ended = [...waiting];
        waiting.clear();
        for (const response of ended) response.destroy();
      };
      const { port } = this.#server.address() as AddressInfo;
      return Promise.resolve({ url: `http://127.0.0.1:${port}${path}`, close });
    };
  }

  /** Cuts every connection, those too that wait for an answer. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const receivedAt = Date.now();
    const body = await read(request);
    const { method = "", url: target = "", rawHeaders } = request;
    // What a callback's expression has behind the URL is below it.
    const sink = this.#sinks.get(/^\/[^/?]+\/[^/?]+/u.exec(target)?.[0] ?? "");
    if (body === undefined || sink === undefined) {
      response.writeHead(body === undefined ? 413 : 404, { Connection: "close" }).end();
      return;
    }
    const headers = pairsOf(rawHeaders);
    const key = sameDelivery({ headers, body });
    const attempt = sink.attempts.get(key) ?? 0;
    sink.attempts.set(key, attempt + 1);
    const answered = sink.script[attempt] ?? sink.script.at(-1) ?? received;
    sink.tell({ kind: "hooked", by: sink.as, method, target, headers, body, receivedAt, answered });
    answer(response, sink, answered);
  }
}

function answer(
  response: ServerResponse,
  { as, tell, waiting }: OpenedSink,
  { answer: what, headers = {} }: SinkAnswer,
): void {
  if (what === "reset") response.socket?.resetAndDestroy();
  else if (what !== "timeout") response.writeHead(what, headers).end();
  else {
    waiting.add(response);
    response.once("close", () => {
      if (waiting.delete(response)) tell({ kind: "abandoned", by: as });
    });
  }
}

/** The body; undefined if it is too long, or ends before it is whole. */
async function read(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.byteLength;
      if (length > longestBody) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

function pairsOf(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((text, index) => (index % 2 === 0 ? [[text.toLowerCase(), raw[index + 1] ?? ""] as const] : []));
}
