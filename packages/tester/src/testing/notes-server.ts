import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One thing that the server does otherwise than its contract says. */
export type Fault =
  | "undeclared status"
  | "server error"
  | "wrong media type"
  | "missing member"
  | "wrong format"
  | "missing header"
  | "wrong header"
  | "body with 204"
  | "broken JSON"
  | "problem with another status"
  | "stack in a problem"
  | "no validation"
  | "no maximum"
  | "no maxLength"
  | "no pattern"
  | "unknown members taken"
  | "unknown enum value taken"
  | "duplicates taken"
  | "empty change taken"
  | "query not checked"
  | "longest title refused"
  | "most stars refused"
  | "every creation refused"
  | "malformed body taken"
  | "any media type taken"
  | "any method taken"
  | "no Allow"
  | "no authentication"
  | "forged tokens taken"
  | "expired tokens taken"
  | "scopes ignored"
  | "tenants mixed"
  | "no challenge"
  | "connection cut"
  | "no answer";

interface Note {
  readonly id: string;
  readonly tenant: string;
  readonly title: string;
  readonly kind: string;
  readonly stars?: number | null;
  readonly labels?: readonly string[];
  readonly createdAt: string;
}

/** Tokens of the service and whose they are. */
export const tokens = {
  valid: "token-of-one-1234567890",
  otherTenant: "token-of-two-1234567890",
  unscoped: "token-without-scope-12345",
  expired: "token-of-yesterday-12345",
};

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

/** A running service of notes. */
export interface NotesServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a service of notes on loopback, with the faults that are wished for. */
export async function startNotes(...faults: readonly Fault[]): Promise<NotesServer> {
  const has = (fault: Fault) => faults.includes(fault);
  const notes = new Map<string, Note>();
  const server = createServer((request, response) => {
    void answer({ request, response, notes, has });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly notes: Map<string, Note>;
  readonly has: (fault: Fault) => boolean;
}

async function answer(call: Call): Promise<void> {
  const { request, response, has } = call;
  const body = await read(request);
  if (has("connection cut") && request.method === "PATCH") return void request.socket.destroy();
  if (has("no answer") && request.method === "PATCH") return;
  try {
    route(call, body);
  } catch (error) {
    const { status, code, headers } = error instanceof Refusal ? error : new Refusal(500, "unexpected");
    const detail = has("stack in a problem") ? { detail: new Error("Refused").stack } : {};
    const told = has("problem with another status") ? 500 : status;
    response.writeHead(status, { "Content-Type": "application/problem+json", ...headers });
    response.end(JSON.stringify({ status: told, code, ...detail }));
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function route(call: Call, body: string): void {
  const { request, response, notes, has } = call;
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://server");
  const [, collection, id, more] = pathname.split("/");
  if (collection !== "notes" || more !== undefined) throw new Refusal(404, "not_found");
  const allowed = id === undefined ? ["GET", "POST"] : ["GET", "PATCH", "DELETE"];
  if (!allowed.includes(request.method ?? "")) {
    if (has("any method taken")) return void response.writeHead(200).end();
    throw new Refusal(405, "method_not_allowed", has("no Allow") ? {} : { Allow: allowed.join(", ") });
  }
  const tenant = tenantOf(request, has);
  if (id === undefined) return request.method === "GET" ? list(call, tenant, searchParams) : create(call, tenant, body);
  const note = notes.get(decodeURIComponent(id));
  if (note === undefined || (note.tenant !== tenant && !has("tenants mixed"))) throw new Refusal(404, "not_found");
  if (request.method === "GET") return send(call, 200, note);
  if (request.method === "PATCH") return update(call, note, body);
  notes.delete(note.id);
  response.statusCode = 204;
  // `end` would leave out the body of a 204; a server that writes by itself does not.
  if (has("body with 204")) response.socket?.end("HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\ngone");
  else response.end();
}

function tenantOf(request: IncomingMessage, has: Call["has"]): string {
  const challenge = has("no challenge") ? {} : { "WWW-Authenticate": "Bearer" };
  const [, token] = /^Bearer (.+)$/u.exec(request.headers.authorization ?? "") ?? [];
  if (token === tokens.valid || has("no authentication")) return "one";
  if (token === tokens.otherTenant) return "two";
  if (token === tokens.unscoped) {
    if (has("scopes ignored")) return "one";
    throw new Refusal(403, "scope_missing");
  }
  if (token === tokens.expired && has("expired tokens taken")) return "one";
  if (token?.startsWith("token-of-on") === true && has("forged tokens taken")) return "one";
  throw new Refusal(401, "unauthenticated", challenge);
}

function list(call: Call, tenant: string, query: URLSearchParams): void {
  const { notes, has } = call;
  const limit = query.get("limit") ?? "10";
  const kind = query.get("kind");
  if (!has("query not checked")) {
    if (!/^\d+$/u.test(limit) || Number(limit) < 1 || Number(limit) > 100) throw new Refusal(400, "invalid");
    if (kind !== null && kind !== "draft" && kind !== "final") throw new Refusal(400, "invalid");
  }
  const items = [...notes.values()].filter((note) => note.tenant === tenant && (kind === null || note.kind === kind));
  const shown = items.slice(0, Number(limit)).map((note) => shownNote(note, has));
  send(call, 200, { items: shown, next: null });
}

function create(call: Call, tenant: string, body: string): void {
  const { notes, has } = call;
  if (has("every creation refused")) throw new Refusal(400, "invalid");
  const { title, ...rest } = checked(call, body, ["title", "kind", "stars", "labels"]);
  if (title === undefined && !has("no validation")) throw new Refusal(400, "invalid");
  const id = `n_${randomBytes(6).toString("hex")}`;
  const kind = rest["kind"] ?? "draft";
  const note = { ...rest, title, kind, id, tenant, createdAt: new Date(0).toISOString() } as unknown as Note;
  notes.set(id, note);
  send(call, has("undeclared status") ? 202 : 201, note, { Location: `/notes/${id}` });
}

function update(call: Call, note: Note, body: string): void {
  if (call.has("server error")) throw new Refusal(500, "unexpected");
  const change = checked(call, body, ["title", "stars"]);
  if (Object.keys(change).length === 0 && !call.has("empty change taken") && !call.has("no validation"))
    throw new Refusal(400, "invalid");
  const changed = { ...note, ...change };
  call.notes.set(note.id, changed);
  send(call, 200, changed);
}

function checked({ request, has }: Call, body: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  const [mediaType] = (request.headers["content-type"] ?? "").split(";");
  if (body === "" && !has("no validation")) throw new Refusal(400, "invalid");
  if (mediaType !== "application/json" && body !== "") {
    if (has("any media type taken")) return { title: "text", stars: 1 };
    throw new Refusal(415, "unsupported_media_type");
  }
  const value = parsed(body, has);
  if (has("no validation")) return typeof value === "object" ? { title: "text", ...value } : { title: "text" };
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refusal(400, "invalid");
  const members = value as Readonly<Record<string, unknown>>;
  const wrong = Object.entries(members).some(([name, member]) =>
    known.includes(name)
      ? !fits(name, member, { nullable: request.method === "PATCH", has })
      : !has("unknown members taken"),
  );
  if (wrong) throw new Refusal(400, "invalid");
  return members;
}

function parsed(body: string, has: Call["has"]): unknown {
  try {
    return JSON.parse(body);
  } catch {
    if (has("malformed body taken") || has("no validation")) return { title: "text" };
    throw new Refusal(400, "invalid");
  }
}

function fits(name: string, value: unknown, { nullable, has }: { nullable: boolean; has: Call["has"] }): boolean {
  switch (name) {
    case "title": {
      const most = has("no maxLength") ? Infinity : has("longest title refused") ? 39 : 40;
      return typeof value === "string" && value.length >= 1 && value.length <= most;
    }
    case "kind":
      return value === "draft" || value === "final" || (typeof value === "string" && has("unknown enum value taken"));
    case "stars": {
      if (value === null) return nullable;
      const most = has("no maximum") ? Infinity : has("most stars refused") ? 4 : 5;
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
    }
    default: {
      if (!Array.isArray(value) || value.length > 3) return false;
      const pattern = has("no pattern") ? /^/u : /^[a-z]+$/u;
      const unique = new Set(value).size === value.length || has("duplicates taken");
      return unique && value.every((each) => typeof each === "string" && pattern.test(each));
    }
  }
}

function shownNote(note: Note, has: Call["has"]): object {
  const { tenant: _tenant, ...shown } = note;
  if (has("missing member")) return { ...shown, kind: undefined };
  return has("wrong format") ? { ...shown, createdAt: "yesterday" } : shown;
}

function send(call: Call, status: number, value: object, headers: Readonly<Record<string, string>> = {}): void {
  const { response, has } = call;
  const shown = "tenant" in value ? shownNote(value as Note, has) : value;
  const requestId = has("wrong header") ? "unknown" : "req_1";
  response.writeHead(status, {
    "Content-Type": has("wrong media type") ? "text/html" : "application/json",
    ...(!has("missing header") && { "Request-Id": requestId }),
    ...headers,
  });
  const text = JSON.stringify(shown);
  response.end(has("broken JSON") ? text.slice(0, -1) : text);
}
