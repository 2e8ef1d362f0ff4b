import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type Call, type Note, Refusal, send, shownNote, type Store } from "./notes-call.js";
import type { Fault } from "./notes-faults.js";
import { listNotes } from "./notes-list.js";
import { createNote, updateNote } from "./notes-write.js";

/** Tokens of the service and whose they are. */
export const tokens = {
  valid: "token-of-one-1234567890",
  otherTenant: "token-of-two-1234567890",
  unscoped: "token-without-scope-12345",
  expired: "token-of-yesterday-12345",
};

/** A running service of notes. */
export interface NotesServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a service of notes on loopback, with the faults that are wished for. */
export async function startNotes(...faults: readonly Fault[]): Promise<NotesServer> {
  const has = (fault: Fault) => faults.includes(fault);
  const store: Store = { notes: new Map(), calls: new Map(), uses: 0 };
  const server = createServer((request, response) => {
    // Who went away is not answered.
    answer({ request, response, store, has }).catch(() => response.destroy());
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

async function answer(call: Call): Promise<void> {
  const { request, response, has } = call;
  const body = await read(request);
  if (has("connection closed on a large body") && body.length > 1_000_000) return void request.socket.destroy();
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
  const { request, response, has } = call;
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://server");
  const [, collection, id, more] = pathname.split("/");
  if (collection !== "notes" || more !== undefined) throw new Refusal(404, "not_found");
  const allowed = id === undefined ? ["GET", "POST"] : ["GET", "PATCH", "DELETE"];
  if (!allowed.includes(request.method ?? "")) {
    if (has("any method taken")) return void response.writeHead(200).end();
    throw new Refusal(405, "method_not_allowed", has("no Allow") ? {} : { Allow: allowed.join(", ") });
  }
  const tenant = tenantOf(call);
  if (id !== undefined) return routeOne(call, noteOf(call, decodeURIComponent(id), tenant), body);
  return request.method === "GET" ? listNotes(call, tenant, searchParams) : createNote(call, tenant, body);
}

function noteOf({ request, store, has }: Call, id: string, tenant: string): Note {
  const note = store.notes.get(id);
  const isGone = note?.deleted === true && !(has("deleted still read") && request.method === "GET");
  if (isGone && has("second deletion refused") && request.method === "DELETE") throw new Refusal(400, "deleted");
  if (note === undefined && has("any note read") && request.method === "GET") return sample(id, tenant);
  if (note === undefined || isGone || (note.tenant !== tenant && !has("tenants mixed")))
    throw new Refusal(404, "not_found");
  return note;
}

/** What a server answers that knows its document's examples only. */
function sample(id: string, tenant: string): Note {
  const createdAt = new Date(0).toISOString();
  return { id, tenant, version: 1, deleted: false, title: "Sample", kind: "draft", createdAt };
}

function routeOne(call: Call, note: Note, body: string): void {
  const { request, response, store, has } = call;
  const etag = `"${note.version}"`;
  if (request.method === "GET") {
    const known = request.headers["if-none-match"];
    const isKnown = known === etag || (known !== undefined && has("any If-None-Match matches"));
    if (isKnown && !has("If-None-Match ignored")) return void response.writeHead(304, { ETag: etag }).end();
    const shown = { ...shownNote(note, has), ...(has("labels read otherwise") && { labels: ["read"] }) };
    return send(call, 200, has("another note read") ? { ...shown, id: "n_000000000000" } : shown, { ETag: etag });
  }
  const wanted = request.headers["if-match"];
  const isOther = wanted !== undefined && wanted !== etag && !has("outdated version taken");
  if (isOther || (wanted !== undefined && has("current version refused"))) throw new Refusal(412, "version_conflict");
  if (request.method === "PATCH") return updateNote(call, note, body);
  store.notes.set(note.id, { ...note, deleted: true });
  response.statusCode = 204;
  // `end` would leave out the body of a 204; a server that writes by itself does not.
  if (has("body with 204")) response.socket?.end("HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\ngone");
  else response.end();
}

/** How often the valid token does before it ends, if it does. */
const mostUses = 5;

function tenantOf({ request, store, has }: Call): string {
  const challenge = has("no challenge") ? {} : { "WWW-Authenticate": "Bearer" };
  const [, token] = /^Bearer (.+)$/u.exec(request.headers.authorization ?? "") ?? [];
  if (token === tokens.valid) store.uses += 1;
  const ended = has("credential ends") && store.uses > mostUses;
  if ((token === tokens.valid && !ended) || has("no authentication")) return "one";
  if (token === tokens.otherTenant) return "two";
  if (token === tokens.unscoped) {
    if (has("scopes ignored")) return "one";
    if (has("scopes ignored for deleting") && request.method === "DELETE") return "one";
    throw new Refusal(403, "scope_missing");
  }
  if (token === tokens.expired && has("expired tokens taken")) return "one";
  if (token?.startsWith("token-of-on") === true && has("forged tokens taken")) return "one";
  throw new Refusal(401, "unauthenticated", challenge);
}
