import { afterEach } from "vitest";
import type { JsonObject } from "../json/json.js";
import { EventReader } from "./event-reader.js";
import { TestPlatform, type TestRequest, type TestResponse } from "./test-platform.js";

/** The frame that opens a session, without its client. */
export const hello = { type: "hello", id: 1, version: 1, instance: "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d" };
/** Who opens it. */
export const client = { name: "test", version: "1" };

/** A session over a stream. */
export interface StreamSession {
  readonly stream: EventReader;
  readonly key: string;
  readonly connection: string;
}

/** A platform for the tests of a file, and event streams of it that end with the test that opened them. */
export class TestStreams {
  readonly platform: TestPlatform;
  readonly url: string;
  readonly token: string;
  readonly #open: EventReader[] = [];
  #channels = 0;

  private constructor(platform: TestPlatform, token: string) {
    this.platform = platform;
    this.url = platform.platform.url;
    this.token = token;
  }

  /** Starts the platform. To be called once, at the top of a test file. */
  static async start(): Promise<TestStreams> {
    const platform = await TestPlatform.start();
    const streams = new TestStreams(platform, await platform.platform.token());
    // A client that hangs up may leave a connection without a call, for which the platform would wait at its end.
    afterEach(() => {
      for (const reader of streams.#open.splice(0)) reader.close();
    });
    return streams;
  }

  /** The header of a token; default: one that may do everything. */
  bearer(token = this.token): Record<string, string> {
    return { Authorization: `Bearer ${token}` };
  }

  /** The name of a channel that nobody has used. */
  fresh(): string {
    this.#channels += 1;
    return `chat-${this.#channels}`;
  }

  publish(channel: string, data: string): Promise<TestResponse> {
    return this.platform.send(`POST /v1/channels/${channel}/messages`, { body: { event: "message", data } });
  }

  /** Opens a stream of channels. */
  async get(query: string, headers: Record<string, string> = this.bearer()): Promise<EventReader> {
    const reader = await EventReader.open(`${this.url}/v1/events${query}`, { headers });
    this.#open.push(reader);
    return reader;
  }

  /** Opens a stream with `hello`. */
  async greet(frame: JsonObject = {}, token = this.token): Promise<EventReader> {
    const reader = await EventReader.open(`${this.url}/v1/events`, {
      method: "POST",
      headers: { ...this.bearer(token), "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify({ ...hello, client, ...frame }),
    });
    this.#open.push(reader);
    return reader;
  }

  /** Opens a stream with `hello` and gives its session too. */
  async session(frame: JsonObject = {}): Promise<StreamSession> {
    const stream = await this.greet(frame);
    const { frame: welcome } = await stream.next("welcome");
    return { stream, key: String(welcome["session"]), connection: String(welcome["connection"]) };
  }

  /** Sends frames of a session in one call, one a line. */
  command(key: string, frames: readonly unknown[], { headers, ...request }: TestRequest = {}): Promise<TestResponse> {
    return this.platform.send("POST /v1/commands", {
      body: frames.map((frame) => (typeof frame === "string" ? frame : JSON.stringify(frame))).join("\n"),
      headers: { "Content-Type": "application/x-ndjson", "Parlance-Session": key, ...headers },
      ...request,
    });
  }
}
