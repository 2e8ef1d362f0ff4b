import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import PusherServer from "pusher";
import PusherModule, { type Channel } from "pusher-js";
import { afterAll, afterEach } from "vitest";
import { WebSocket } from "ws";
import type { Platform, PusherCredentials } from "../src/index.js";

// The Node build exports the class itself, its types say a module with the class as default.
const PusherClient = PusherModule as unknown as typeof PusherModule.default;

/** A stock `pusher-js` client. */
export type Client = InstanceType<typeof PusherClient>;
/** A stock `pusher` server library. */
export type Server = PusherServer;

/** Who is at the client, as the application's backend knows it. */
export interface Person {
  /** The member on presence channels; left out = `channel_data` is not sent. */
  readonly member?: { readonly user_id: string; readonly user_info?: object };
  readonly user?: { readonly id: string; readonly [more: string]: unknown };
  /** What the backend answers in place of what it should. */
  readonly forged?: (auth: { auth: string; channel_data?: string }) => { auth: string; channel_data?: string };
}

const masterKey = Buffer.alloc(32, 7).toString("base64");
const open: Client[] = [];
const sockets: WebSocket[] = [];

afterEach(() => {
  for (const client of open.splice(0)) client.disconnect();
  for (const socket of sockets.splice(0)) socket.terminate();
});

/** The stock server library, configured as its documentation says. */
export function serverOf({ url }: Pick<Platform, "url">, credentials: PusherCredentials): Server {
  const { hostname, port } = new URL(url);
  return new PusherServer({
    ...credentials,
    host: hostname,
    port,
    useTLS: false,
    encryptionMasterKeyBase64: masterKey,
  } as PusherServer.Options);
}

/** The stock client, configured as its documentation says. It ends with the test, unless it lasts. */
export function clientOf(
  { url }: Pick<Platform, "url">,
  options: { credentials: PusherCredentials; server: Server; person?: Person; lasting?: boolean },
): Client {
  const { hostname, port } = new URL(url);
  const { credentials, server, person = {}, lasting = false } = options;
  const { member, user, forged = (auth) => auth } = person;
  const client = new PusherClient(credentials.key, {
    cluster: "x",
    wsHost: hostname,
    wsPort: Number(port),
    forceTLS: false,
    enabledTransports: ["ws"],
    disableStats: true,
    channelAuthorization: {
      customHandler: ({ socketId, channelName }, done) => {
        const data = channelName.startsWith("presence-") ? member : undefined;
        done(null, forged(server.authorizeChannel(socketId, channelName, data)));
      },
    },
    userAuthentication: {
      customHandler: ({ socketId }, done) => {
        const auth = server.authenticateUser(socketId, user ?? { id: "nobody" });
        done(null, { user_data: "", ...forged(auth) } as { auth: string; user_data: string });
      },
    },
  });
  if (!lasting) open.push(client);
  return client;
}

/** What can be bound to: a channel, a client, a connection, a user. */
export interface Emitter {
  bind(event: string, callback: (data: never, metadata: never) => void): unknown;
}

/** Keeps what an emitter tells, and waits for more. */
export class Recorder<Data = unknown> {
  readonly got: Data[] = [];
  readonly metadata: unknown[] = [];
  #waiting: (() => void)[] = [];

  constructor(emitter: Emitter, event: string) {
    emitter.bind(event, (data: Data, metadata: unknown) => {
      this.got.push(data);
      this.metadata.push(metadata);
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }

  /** All that was told once there are so many. */
  async until(count: number): Promise<readonly Data[]> {
    while (this.got.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.got;
  }
}

/** The first thing that an emitter tells of an event. */
export async function once<Data>(emitter: Emitter, event: string): Promise<Data> {
  const [first] = await new Recorder<Data>(emitter, event).until(1);
  return first as Data;
}

/** Subscribes and waits until it holds. */
export async function subscribed(client: Client, name: string): Promise<Channel> {
  const channel = client.subscribe(name);
  await once(channel, "pusher:subscription_succeeded");
  return channel;
}

/** Waits until a client is connected; its socket id. */
export async function connected(client: Client): Promise<string> {
  if (client.connection.state !== "connected") await once(client.connection, "connected");
  return client.connection.socket_id;
}

/** A frame as it stands on the wire. */
export interface Frame {
  readonly event: string;
  readonly channel?: string;
  readonly data: unknown;
}

/** A WebSocket without any library of Pusher's. It ends with the test. */
export class RawClient {
  readonly frames: Frame[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  #waiting: (() => void)[] = [];

  constructor({ url }: Pick<Platform, "url">, path: string) {
    this.socket = new WebSocket(url.replace("http", "ws") + path);
    sockets.push(this.socket);
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
    });
    this.socket.on("error", () => undefined);
    this.socket.on("message", (data) => {
      this.frames.push(JSON.parse(String(data)) as Frame);
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }

  /** The first frame of an event, once it came. */
  async frame(event: string): Promise<Frame> {
    for (;;) {
      const found = this.frames.find((frame) => frame.event === event);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Waits for the handshake; the socket id. */
  async socketId(): Promise<string> {
    const { data } = await this.frame("pusher:connection_established");
    return (JSON.parse(String(data)) as { socket_id: string }).socket_id;
  }

  send(frame: object | string): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** Waits until everything sent before was worked on. */
  async settled(): Promise<void> {
    const before = this.frames.filter(({ event }) => event === "pusher:pong").length;
    this.send({ event: "pusher:ping", data: {} });
    while (this.frames.filter(({ event }) => event === "pusher:pong").length === before)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

/** A webhook as it came. */
export interface Received {
  readonly headers: Record<string, string>;
  readonly rawBody: string;
}

/** An endpoint of an application's own. Answers with these statuses in turn, then 200. Closed after the file's tests. */
export async function endpoint(statuses: number[] = []) {
  const received: Received[] = [];
  let waiting: (() => void)[] = [];
  const sink = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({
      headers: request.headers as Record<string, string>,
      rawBody: Buffer.concat(chunks).toString(),
    });
    response.writeHead(statuses.shift() ?? 200).end();
    for (const resolve of waiting.splice(0)) resolve();
  });
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  afterAll(() => sink.close());
  return {
    url: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`,
    received,
    /** Waits until so many came. */
    async until(enough: (received: readonly Received[]) => boolean): Promise<readonly Received[]> {
      while (!enough(received)) await new Promise<void>((resolve) => waiting.push(resolve));
      return received;
    },
  };
}
