import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { deferred } from "./deferred.js";

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A local server for one test: `await using server = await serve(…)`. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** For what is not a request and its answer, such as WebSockets. */
  readonly http: Server;
  /** Resolves when the next connection is closed by the other side before the answer is complete. */
  readonly hangUp: Promise<void>;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

/** Starts a server; with several answers, the nth request gets the nth and all later ones the last. */
export async function serve(...answers: readonly Answer[]): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const { promise: hangUp, resolve } = deferred<void>();
  const server = createServer(async (incoming, response) => {
    response.on("close", () => {
      if (!response.writableFinished) resolve();
    });
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const { method = "", url = "", headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString("latin1") };
    seen.push(request);
    await answers[Math.min(seen.length, answers.length) - 1]?.(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    http: server,
    hangUp,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Answers with JSON. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => {
    const type = status < 400 ? "application/json" : "application/problem+json";
    response.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(value));
  };
}

/** Answers with anything. */
export function text(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => void response.writeHead(status, headers).end(body);
}

/** Breaks the connection in the middle of a JSON body. */
export const breakOff: Answer = (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write('{"id":');
  setImmediate(() => response.destroy());
};

/** Never answers. */
export const never: Answer = () => undefined;
