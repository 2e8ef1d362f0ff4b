import { Pool } from "undici";
import type { SentRequest } from "../request/write-request.js";
import { decodeBody } from "./decode-body.js";
import type { Answer, NoAnswer } from "./exchange.js";
import { Turnstile } from "./turnstile.js";

/** What bounds every call. */
export interface HttpLimits {
  /** Milliseconds until an answer must be whole, from when the request is sent. Default 10,000. */
  readonly timeoutMs: number;
  /** Bytes of a body; what is larger is `tooLarge`. Default 8 MiB. */
  readonly bodyBytes: number;
  /** Connections at once. Default 16. */
  readonly connections: number;
}

const usual: HttpLimits = { timeoutMs: 10_000, bodyBytes: 8 * 1024 * 1024, connections: 16 };

/** Milliseconds in which a stream is read. */
const streamMs = 1000;

/** Sends requests as they are written, and takes answers as they come: nothing is followed, repaired or repeated. */
export class HttpClient {
  readonly #pool: Pool;
  readonly #base: string;
  readonly #limits: HttpLimits;
  readonly #turnstile: Turnstile;

  /** How many requests were sent. */
  sent = 0;

  /** `url` is that of the server, whose path stands before every operation's. */
  constructor(url: URL, limits: Partial<HttpLimits> = {}) {
    this.#limits = { ...usual, ...limits };
    this.#base = url.pathname.replace(/\/$/u, "");
    const { timeoutMs, connections } = this.#limits;
    this.#turnstile = new Turnstile(connections);
    this.#pool = new Pool(url.origin, {
      connections,
      connect: { timeout: timeoutMs },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxHeaderSize: 65_536,
    });
  }

  /** Sends one request. Never throws for what a server does. */
  async send(request: SentRequest, signal?: AbortSignal): Promise<Answer | NoAnswer> {
    // The server's time begins when it is asked, not when the request has to wait for others.
    await this.#turnstile.enter();
    try {
      return await this.#exchange(request, signal);
    } finally {
      this.#turnstile.leave();
    }
  }

  async #exchange(request: SentRequest, signal?: AbortSignal): Promise<Answer | NoAnswer> {
    this.sent += 1;
    const began = performance.now();
    const elapsed = () => Math.round(performance.now() - began);
    const deadline = AbortSignal.timeout(this.#limits.timeoutMs);
    try {
      const { statusCode, headers, body } = await this.#pool.request({
        method: request.method as "GET",
        path: this.#base + request.target,
        headers: request.headers.flat(),
        body: request.body ?? null,
        responseHeaders: "raw",
        signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
      });
      const pairs = pairsOf(headers as unknown as readonly string[]);
      const read = await this.#read(body, isStream(pairs));
      const coding = pairs.find(([name]) => name === "content-encoding")?.[1];
      const most = this.#limits.bodyBytes;
      const bytes = read === undefined || coding === undefined ? read : await decodeBody(read, { coding, most });
      if (bytes === undefined)
        return { kind: "none", reason: "tooLarge", message: this.#tooLarge(), elapsedMs: elapsed() };
      return { kind: "answer", status: statusCode, headers: pairs, body: bytes, elapsedMs: elapsed() };
    } catch (error) {
      return { ...noAnswer(error, deadline.aborted), elapsedMs: elapsed() };
    }
  }

  /** Closes every connection. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }

  /** A stream need not end: what came of it in a while is all that is asked for. */
  async #read(
    body: AsyncIterable<Uint8Array> & { destroy(): unknown },
    mayBeEndless: boolean,
  ): Promise<Uint8Array | undefined> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    let isEnough = false;
    const enough = () => {
      isEnough = true;
      body.destroy();
    };
    const timer = mayBeEndless ? setTimeout(enough, streamMs) : undefined;
    try {
      for await (const chunk of body) {
        length += chunk.byteLength;
        if (length > this.#limits.bodyBytes) {
          body.destroy();
          return undefined;
        }
        chunks.push(chunk);
      }
    } catch (error) {
      if (!isEnough) throw error;
    } finally {
      clearTimeout(timer);
    }
    return Buffer.concat(chunks);
  }

  #tooLarge(): string {
    return `The body has more than ${this.#limits.bodyBytes} bytes.`;
  }
}

/** True for media types whose answers are read while they come. */
function isStream(headers: Answer["headers"]): boolean {
  const [, type = ""] = headers.find(([name]) => name === "content-type") ?? [];
  return /^(?:text\/event-stream|application\/(?:x-ndjson|jsonl|json-seq))\b/iu.test(type);
}

function pairsOf(raw: readonly (string | Buffer)[]): [string, string][] {
  const texts = raw.map(String);
  return texts.flatMap((text, index): [string, string][] =>
    index % 2 === 0 ? [[text.toLowerCase(), texts[index + 1] ?? ""]] : [],
  );
}

function noAnswer(error: unknown, late: boolean): Omit<NoAnswer, "elapsedMs"> {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  if (late || /TIMEOUT|ETIMEDOUT/u.test(code))
    return { kind: "none", reason: "timeout", message: "No whole answer came in time." };
  if (code === "ECONNREFUSED") return { kind: "none", reason: "refused", message: "The connection was refused." };
  if (/ECONNRESET|EPIPE|UND_ERR_SOCKET/u.test(code))
    return { kind: "none", reason: "reset", message: "The server closed the connection before its answer was whole." };
  return { kind: "none", reason: "unreadable", message: message === "" ? code : message };
}
