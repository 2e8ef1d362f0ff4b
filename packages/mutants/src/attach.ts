import type { ServerResponse } from "node:http";
import type { Interposition } from "@parlance/platform/testing";
import type { Admitted, Hooks, Outgoing } from "./fault.ts";

type App = Parameters<NonNullable<Interposition["server"]>>[0];

/** Where the hooks of the fault that is on, and a token for all, are found at each request. */
export interface Attach {
  readonly hooks: () => Hooks;
  readonly admin: () => string;
}

/** What the platform keeps of a request, as far as faults touch it. */
interface Exchange {
  readonly path: string;
  readonly route?: { readonly operation: { readonly id: string } };
  caller?: { readonly type: string; readonly application?: { readonly project: string } };
}

interface Config {
  readonly path?: { readonly routes: ReadonlyMap<string, { readonly operation: { readonly id: string } }> };
}

/** Attaches hooks to the HTTP server that ask for the fault at each request. */
export function attach(app: App, { hooks, admin }: Attach): void {
  app.addHook("onRequest", async (request) => {
    const { path } = request.routeOptions.config as Config;
    const operation = path?.routes.get(request.method)?.operation.id ?? "";
    hooks().request?.({ operation, headers: request.raw.headers, admin: admin() });
  });
  app.addHook("onRequest", async (_request, { raw }) => {
    const { head, stream } = hooks();
    if (head !== undefined) changeHead(raw, head);
    if (stream !== undefined) changeLines(raw, stream());
  });
  app.addHook("preHandler", async (request) => {
    const { admitted } = hooks();
    if (admitted === undefined) return;
    const exchange = exchangeOf(request);
    const passing: Admitted = {
      operation: operationOf(exchange),
      method: request.method,
      path: exchange.path,
      headers: request.raw.headers,
      project: exchange.caller?.application?.project,
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    };
    admitted(passing);
    const { caller } = exchange;
    if (caller?.application !== undefined && passing.project !== undefined)
      exchange.caller = { ...caller, application: { ...caller.application, project: passing.project } };
    if (passing.body.byteLength > 0) request.body = passing.body;
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const { answer } = hooks();
    if (answer === undefined || !(payload === undefined || payload === null || Buffer.isBuffer(payload)))
      return payload;
    const exchange = exchangeOf(request);
    const headers = new Map(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
    const outgoing: Outgoing = {
      operation: operationOf(exchange),
      method: request.method,
      project: exchange.caller?.application?.project,
      status: reply.statusCode,
      headers,
      body: payload ?? Buffer.alloc(0),
    };
    answer(outgoing);
    for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
    headers.delete("content-length");
    reply.code(outgoing.status).headers(Object.fromEntries(headers));
    return outgoing.body.byteLength === 0 && payload === undefined ? payload : outgoing.body;
  });
}

/** Changes the headers of an answer if it is an event stream. */
function changeHead(raw: ServerResponse, head: NonNullable<Hooks["head"]>): void {
  const writeHead = raw.writeHead.bind(raw) as (status: number, headers: Record<string, string>) => typeof raw;
  const changed: typeof writeHead = (status, headers) =>
    writeHead(status, headers["content-type"] === "text/event-stream" ? head(headers) : headers);
  raw.writeHead = changed as typeof raw.writeHead;
}

/** Changes the lines of an event stream that bear an id; each is written by itself. */
function changeLines(raw: ServerResponse, line: (line: string) => string): void {
  const write = raw.write.bind(raw) as (chunk: unknown) => boolean;
  raw.write = (chunk: unknown) => {
    const written = typeof chunk === "string" && chunk.startsWith("id:") ? line(chunk) : chunk;
    return written === "" || write(written);
  };
}

function exchangeOf(request: object): Exchange {
  return (request as { readonly exchange: Exchange }).exchange;
}

function operationOf({ route }: Exchange): string {
  return route?.operation.id ?? "";
}
