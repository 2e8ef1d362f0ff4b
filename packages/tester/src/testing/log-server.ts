import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonObject } from "@parlance/contract";
import { WebSocketServer } from "ws";

/** What a log can do wrong. */
export type LogFault =
  | "replay lost"
  | "replay twice"
  | "positions unchecked"
  | "session anybody's"
  | "id constant"
  | "field unknown";

/** Tokens of the log and whose they are. */
export const logTokens = { valid: "log-token-of-one", otherTenant: "log-token-of-two", revoked: "log-token-of-nobody" };

interface Log {
  readonly epoch: string;
  readonly data: unknown[];
}

/** Somebody who listens. */
interface Peer {
  readonly send: (frame: JsonObject, id: string) => void;
  readonly tenant: string;
  readonly channels: Set<string>;
}

/** A running log. */
export interface LogServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a log on loopback, with the faults that are wished for. */
export async function startLog(...faults: readonly LogFault[]): Promise<LogServer> {
  const talk = new Talk((fault) => faults.includes(fault));
  const server = createServer((request, response) => talk.stream(request, response));
  const sockets = new WebSocketServer({ server, path: "/socket" });
  sockets.on("connection", (socket) => {
    let peer: Peer | undefined;
    socket.on("error", () => undefined);
    socket.on("close", () => peer !== undefined && talk.peers.delete(peer));
    socket.on("message", (text: Buffer) => {
      const frame = JSON.parse(String(text)) as JsonObject;
      peer ??= talk.welcome(frame, (each) => socket.send(JSON.stringify(each)));
      if (peer === undefined) return socket.close(4001);
      if (frame["type"] !== "hello") talk.take(frame, peer);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

class Talk {
  readonly peers = new Set<Peer>();
  readonly #has: (fault: LogFault) => boolean;
  readonly #logs = new Map<string, Log>();
  /** The tenants of sessions. */
  readonly #sessions = new Map<string, string>();

  constructor(has: (fault: LogFault) => boolean) {
    this.#has = has;
  }

  /** Undefined: nobody is let in with that token. */
  welcome({ id, token, resume, subscriptions = [] }: JsonObject, send: Peer["send"]): Peer | undefined {
    const { session: before = "" } = (resume ?? {}) as { session?: string };
    const known = this.#sessions.get(before);
    const own = tenantOf(String(token));
    const tenant = this.#has("session anybody's") ? (known ?? own) : own;
    if (tenant === undefined) return undefined;
    const session = crypto.randomUUID();
    this.#sessions.set(session, tenant);
    const peer = { send, tenant, channels: new Set<string>() };
    this.peers.add(peer);
    send({ type: "welcome", id: id ?? 1, session, inbox: null, resumed: known === tenant }, "0");
    for (const each of subscriptions as JsonObject[]) this.#subscribe(each, peer);
    return peer;
  }

  take(frame: JsonObject, peer: Peer): void {
    if (frame["type"] === "subscribe") return this.#subscribe(frame, peer);
    const channel = String(frame["channel"]);
    const { epoch, data } = this.#log(channel, peer);
    const offset = data.push(frame["data"]);
    peer.send({ type: "ok", id: frame["id"] ?? 0, channel, epoch, offset }, "");
    const message = { type: "message", channel, offset, data: frame["data"] ?? null };
    for (const each of this.peers)
      if (each.tenant === peer.tenant && each.channels.has(channel)) each.send(message, `${epoch}:${offset}`);
  }

  /** A stream of one channel, whose ids say where it is. */
  stream({ url = "", headers }: IncomingMessage, response: ServerResponse): void {
    const channel = new URL(url, "http://localhost").searchParams.get("channel") ?? "";
    const [epoch, offset] = String(headers["last-event-id"] ?? "").split(":");
    const since = offset === undefined ? {} : { since: { epoch: epoch ?? "", offset: Number(offset) } };
    const hello = { token: String(headers.authorization).slice(7), subscriptions: [{ id: 2, channel, ...since }] };
    const begun = { id: "" };
    const send = (frame: JsonObject, id: string): void => {
      if (!response.headersSent) response.writeHead(200, { "Content-Type": "text/event-stream" });
      if (id !== "" && id !== "0") begun.id = this.#has("id constant") && begun.id !== "" ? begun.id : id;
      const line = id === "" || begun.id === "" ? "" : `id: ${begun.id}\n`;
      response.write(`${this.#has("field unknown") ? "note: 1\n" : ""}${line}data: ${JSON.stringify(frame)}\n\n`);
    };
    const peer = this.welcome(hello, send);
    if (peer === undefined) return void response.writeHead(401).end();
    response.on("close", () => this.peers.delete(peer));
  }

  #subscribe({ id = 0, channel: name, since }: JsonObject, peer: Peer): void {
    const channel = String(name);
    const { epoch, data } = this.#log(channel, peer);
    const end = data.length;
    const from = since as { epoch: string; offset: number } | undefined;
    const isKnown = from?.epoch === epoch && from.offset <= end;
    const recovered = from === undefined ? "none" : isKnown || this.#has("positions unchecked") ? "yes" : "no";
    const offset = isKnown ? from.offset : end;
    const missed = this.#has("replay lost") ? [] : data.slice(offset);
    peer.send({ type: "ok", id, channel, epoch, offset, recovered, count: end - offset }, `${epoch}:${offset}`);
    if (recovered === "no") peer.send({ type: "gap", channel }, "");
    for (const [index, each] of missed.entries()) {
      const at = offset + index + 1;
      const message = { type: "message", channel, offset: at, data: each as JsonObject, replay: true };
      for (let times = this.#has("replay twice") ? 2 : 1; times > 0; times -= 1) peer.send(message, `${epoch}:${at}`);
    }
    peer.send({ type: "live", channel }, "");
    peer.channels.add(channel);
  }

  #log(channel: string, { tenant }: Peer): Log {
    const key = `${tenant} ${channel}`;
    const log = this.#logs.get(key) ?? { epoch: crypto.randomUUID(), data: [] };
    this.#logs.set(key, log);
    return log;
  }
}

function tenantOf(token: string): string | undefined {
  return { [logTokens.valid]: "one", [logTokens.otherTenant]: "two" }[token];
}
