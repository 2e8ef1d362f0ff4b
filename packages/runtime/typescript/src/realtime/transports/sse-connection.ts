import {
  type ClientFrame,
  closeCodes,
  type HelloFrame,
  type ServerFrame,
  type SessionError,
  type Why,
} from "@parlance/protocol";
import type { Timers } from "../timers.js";
import { readFrames } from "./sse-frames.js";
import { type Refusal, readRefusal } from "./http-refusal.js";
import { Upstream } from "./sse-upstream.js";
import type { TransportConnection, TransportEvents } from "./transport.js";

/** What one connection over HTTP is made with. */
export interface SseConnectionOptions {
  readonly events: string;
  readonly commands: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly timers: Timers;
  readonly report: TransportEvents;
}

const noCode = 1006;
const done = 1000;
const tooLarge = 1009;

/** One event stream with its upstream half. `hello` opens the stream; what is sent before its `welcome` waits. */
export class SseConnection implements TransportConnection {
  readonly #options: SseConnectionOptions;
  readonly #abort = new AbortController();
  readonly #upstream: Upstream;
  #token: string | undefined;
  #session: string | undefined;

  constructor(options: SseConnectionOptions) {
    this.#options = options;
    this.#upstream = new Upstream({
      timers: options.timers,
      post: (body) => this.#call(options.commands, body, this.#commandHeaders()),
      refused: ({ status, error }) => this.#endBy(status, status === 404 ? "insufficient_state" : error.code),
      failed: (cause) => this.#end(noCode, "A call with frames failed", { cause }),
    });
    queueMicrotask(() => {
      if (!this.#abort.signal.aborted) options.report.opened();
    });
  }

  get bufferedAmount(): number {
    return this.#upstream.bufferedAmount;
  }

  send(frames: readonly ClientFrame[]): void {
    for (const frame of frames) {
      if (frame.type === "hello") void this.#open(frame);
      // The stream pings to be seen alive, and its calls show that the client is: a pong would be a call for nothing.
      else if (frame.type !== "pong") this.#push(frame);
    }
    this.#upstream.flush();
  }

  close(): void {
    this.#abort.abort();
    this.#upstream.stop();
  }

  #push(frame: ClientFrame): void {
    if (frame.type === "auth") this.#token = frame.token;
    this.#upstream.push(JSON.stringify(frame));
  }

  async #open({ token, ...hello }: HelloFrame): Promise<void> {
    this.#token = token;
    try {
      const headers = { Accept: "text/event-stream", "Content-Type": "application/json" };
      const response = await this.#call(this.#options.events, JSON.stringify(hello), headers);
      const { body, status } = response;
      const isStream = /^text\/event-stream\b/i.test(response.headers.get("content-type") ?? "");
      if (status === 204) this.#end(done, "The server wants no stream");
      else if (status === 200 && isStream && body !== null) await this.#read(body);
      else this.#refused(await readRefusal(response));
    } catch (cause) {
      this.#end(noCode, "The event stream failed", { cause });
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    await readFrames(body, {
      frame: (frame) => this.#receive(frame),
      malformed: (message) => this.#report()?.malformed(message),
    });
    this.#end(noCode, "The event stream ended");
  }

  /** The session learns the error itself: it says when to come back, if ever. */
  #refused({ status, error }: Refusal): void {
    const { code, message } = error;
    // The server speaks of a header, which is not the application's to set.
    const told =
      code === "missing_token" ? "The server wants a token. Give the client one by its option `token`" : message;
    this.#endBy(status, code, { ...error, message: told });
  }

  #receive(frame: ServerFrame): void {
    this.#report()?.frames([frame]);
    if (frame.type !== "welcome") return;
    this.#session = frame.session;
    this.#upstream.start();
  }

  #call(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    const authorization = this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` };
    // A redirect would take the token along.
    const init: RequestInit = { method: "POST", redirect: "manual", headers: { ...headers, ...authorization }, body };
    return this.#options.fetch(url, { ...init, signal: this.#abort.signal });
  }

  #commandHeaders(): Record<string, string> {
    return {
      "Content-Type": "application/x-ndjson",
      "Parlance-Session": this.#session ?? "",
      Prefer: "respond-async",
    };
  }

  /** Whom to tell; nobody once the connection is over. */
  #report(): TransportEvents | undefined {
    return this.#abort.signal.aborted ? undefined : this.#options.report;
  }

  /** Ends as the socket would after an error of this code. */
  #endBy(status: number, code: string, error?: SessionError): void {
    this.#end(closeCodes[code] ?? (status === 413 ? tooLarge : noCode), code, error);
  }

  #end(code: number, reason: string, why?: Why): void {
    const report = this.#report();
    this.close();
    report?.closed(code, reason, why);
  }
}
