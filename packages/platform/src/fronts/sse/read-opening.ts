import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { HelloFrame } from "@parlance/protocol";
import { problem } from "../../problem/platform-error.js";
import type { Cursor, Cursors } from "./cursors.js";
import type { EventsQuery } from "./read-query.js";

/** Who opens a stream, and where it goes on. */
export interface Opening {
  readonly query: EventsQuery;
  readonly headers: IncomingHttpHeaders;
}

const helloId = 1;
const maxUserAgent = 100;

/** The cursor of a call: `Last-Event-ID` before `cursor`, because a browser adds it to an address that has an older one. */
export function cursorOf({ query, headers }: Opening, cursors: Cursors): Cursor | undefined {
  const last = headers["last-event-id"];
  const text = typeof last === "string" && last !== "" ? last : query.cursor;
  return text === undefined ? undefined : cursors.read(text);
}

/** The bearer token of a call; undefined without one. Throws `missing_token` for another scheme. */
export function bearerOf({ authorization }: IncomingHttpHeaders): string | undefined {
  if (authorization === undefined || authorization === "") return undefined;
  const [, token] = /^bearer +(\S+)$/iu.exec(authorization) ?? [];
  if (token === undefined) throw problem("missing_token", "Send `Authorization: Bearer <token>`.");
  return token;
}

/** The `hello` of a client that speaks no frames: what it would have said. */
export function helloOf(
  { query, headers }: Opening,
  { token, cursor }: { readonly token: string | undefined; readonly cursor: Cursor | undefined },
): HelloFrame {
  const { channels, filter, rewind } = query;
  const name = (headers["user-agent"] ?? "").slice(0, maxUserAgent) || "event-stream";
  return {
    type: "hello",
    id: helloId,
    version: 1,
    ...(token !== undefined && { token }),
    client: { name, version: "" },
    instance: randomUUID(),
    ...(cursor !== undefined && { resume: { session: cursor.session } }),
    ...(cursor?.inbox !== undefined && { inbox: cursor.inbox }),
    subscriptions: channels.map((channel, index) => {
      const since = cursor?.positionOf(channel);
      return {
        id: helloId + 1 + index,
        channel,
        ...(since !== undefined && { since }),
        ...(since === undefined && rewind !== undefined && { rewind: { count: rewind } }),
        ...(filter !== undefined && { filter }),
      };
    }),
  };
}
