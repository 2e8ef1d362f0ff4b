import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "./notes-faults.js";

/** A note as the service keeps it. */
export interface Note {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly title: string;
  readonly kind: string;
  readonly stars?: number | null;
  readonly labels?: readonly string[];
  readonly createdAt: string;
}

/** What the service keeps. */
export interface Store {
  /** How often the valid token came. */
  uses: number;
  /** In the order of their creation. */
  readonly notes: Map<string, Note>;
  /** Bodies of creations and what they created, by their keys. */
  readonly calls: Map<string, { readonly body: string; readonly note: Note }>;
}

/** One request to the service. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly store: Store;
  readonly has: (fault: Fault) => boolean;
}

/** Why a request is refused. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

/** A note as it is shown. */
export function shownNote({ tenant: _tenant, version, deleted: _deleted, ...kept }: Note, has: Call["has"]) {
  const shown = { ...kept, revision: has("revision stays") ? 1 : version };
  if (has("missing member")) return { ...shown, kind: undefined };
  return has("wrong format") ? { ...shown, createdAt: "yesterday" } : shown;
}

/** Answers with success. */
export function send(
  { response, has }: Call,
  status: number,
  shown: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    "Content-Type": has("wrong media type") ? "text/html" : "application/json",
    ...(!has("missing header") && { "Request-Id": has("wrong header") ? "unknown" : "req_1" }),
    ...headers,
  });
  const text = JSON.stringify(shown);
  response.end(has("broken JSON") ? text.slice(0, -1) : text);
}
