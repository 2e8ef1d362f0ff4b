import type { JsonObject } from "@parlance/contract";
import { TestSocket } from "@parlance/platform/testing";
import type { Credentials } from "./credentials.ts";
import { isMessage } from "./frames.ts";
import type { ProbeApi } from "./probe.ts";

const program = {
  version: 1,
  client: { name: "probe", version: "1" },
  instance: "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d",
};

/** A WebSocket of a probe, welcome. The caller closes it. */
export class Listener {
  readonly socket: TestSocket;
  /** The answer to its hello. */
  readonly welcome: JsonObject;

  private constructor(socket: TestSocket, welcome: JsonObject) {
    this.socket = socket;
    this.welcome = welcome;
  }

  /** Opens one, by default with the valid token. Rejects if it is refused. */
  static async open(
    api: ProbeApi,
    { as = "valid", ...hello }: JsonObject & { readonly as?: keyof Credentials } = {},
  ): Promise<Listener> {
    const socket = await new TestSocket(`${api.url}/v1/socket`).opened();
    return new Listener(socket, await socket.hello({ ...program, token: api.credentials[as], ...hello }));
  }

  /** Subscribes to a channel and waits until that is live. Gives the answer. */
  async subscribe(channel: string, more: JsonObject = {}): Promise<JsonObject> {
    const ok = await this.socket.ask({ type: "subscribe", channel, ...more });
    if (ok["type"] === "ok") await this.socket.next("live");
    return ok;
  }

  /** Publishes a message. Gives the answer. */
  publish(channel: string, data: unknown, publishId: string = crypto.randomUUID()): Promise<JsonObject> {
    return this.socket.ask({ type: "publish", channel, publishId, data: data as JsonObject });
  }

  /** What came and was not waited for, all that was under way when it was called included: of messages, or of another type. */
  async heard(type = "message"): Promise<readonly JsonObject[]> {
    await this.settle();
    return this.socket.pending.filter((frame) => frame["type"] === type);
  }

  /** The messages of a channel among what was heard. */
  async messages(channel: string): Promise<readonly JsonObject[]> {
    return (await this.heard()).filter((frame) => frame["channel"] === channel);
  }

  /** The messages with an event among what was heard. */
  async events(event: string): Promise<readonly JsonObject[]> {
    return (await this.heard()).filter((frame) => isMessage(frame, event));
  }

  /** Waits for an answer that comes behind everything that was sent before. */
  async settle(): Promise<void> {
    await this.socket.ask({ type: "unsubscribe", channel: "probe.none" });
  }

  /** Breaks the connection without a word. */
  async cut(): Promise<void> {
    this.socket.socket.terminate();
    await this.socket.closed();
  }

  close(): void {
    this.socket.close();
  }
}

/** True if a connection with this token is let in. */
export async function isLetIn(api: ProbeApi, token: string | undefined): Promise<boolean> {
  return (await refusalOf(api, token)) === undefined;
}

/** How a connection is closed that says hello with a token; undefined = it is let in. */
export async function refusalOf(
  api: ProbeApi,
  token: string | undefined,
): Promise<{ readonly code: number; readonly bye: boolean } | undefined> {
  const socket = await new TestSocket(`${api.url}/v1/socket`).opened();
  try {
    await socket.hello({ ...program, ...(token !== undefined && { token }) });
    return undefined;
  } catch {
    const { code } = await socket.closed();
    return { code, bye: socket.pending.some((frame) => frame["type"] === "bye") };
  } finally {
    socket.close();
  }
}
