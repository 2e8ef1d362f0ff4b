import { createHmac } from "node:crypto";
import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook as it arrived. */
export interface Arrived {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a path of the sink answers: with a status and headers, or not at all: it breaks off, or waits until the client does. */
export type SinkAnswer = { readonly status: number; readonly headers?: Record<string, string> } | "reset" | "silent";

/** A server on this machine to which webhooks are sent. */
export class Sink {
  readonly arrived: Arrived[] = [];
  readonly #server: Server;
  readonly #answers = new Map<string, SinkAnswer>();
  #wake = Promise.withResolvers<void>();

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async open(): Promise<Sink> {
    const sink = new Sink();
    sink.#server.listen(0, "127.0.0.1");
    await once(sink.#server, "listening");
    return sink;
  }

  /** The address of a path that answers so; default 204. */
  url(path: string, answer: SinkAnswer = { status: 204 }): string {
    this.#answers.set(path, answer);
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** What arrived at a path. */
  at(path: string): readonly Arrived[] {
    return this.arrived.filter((each) => each.path === path);
  }

  /** Waits until so many arrived at a path. */
  async waitFor(path: string, count: number): Promise<readonly Arrived[]> {
    while (this.at(path).length < count) await this.#wake.promise;
    return this.at(path);
  }

  /** Waits until a client has given up a request that is not answered. */
  readonly givenUp = Promise.withResolvers<void>();

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [at, path] = [Date.now(), request.url ?? ""];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = this.#answers.get(path) ?? { status: 204 };
    if (answer === "reset") request.socket.destroy();
    else if (answer === "silent") response.on("close", () => this.givenUp.resolve());
    else response.writeHead(answer.status, answer.headers).end();
    this.arrived.push({ path, at, headers: request.headers, body: Buffer.concat(chunks).toString() });
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}

/** How many of a webhook's signatures are right for one of these secrets (Standard Webhooks 1.0). */
export function rightSignatures({ headers, body }: Arrived, secrets: readonly string[]): number {
  const content = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const right = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/u, ""), "base64");
    return `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
  });
  const signatures = String(headers["webhook-signature"] ?? "").split(" ");
  return signatures.filter((each) => right.includes(each)).length;
}
