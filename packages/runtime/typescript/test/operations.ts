import type { Operation, PagedOperation, SequenceOperation } from "../src/descriptor.js";

export interface Room {
  readonly id: string;
}

export const roomsGet: Operation<
  { readonly room: string },
  Room,
  { readonly rateLimitRemaining?: number; readonly etag?: string }
> = {
  id: "rooms.get",
  method: "GET",
  path: "/v1/rooms/{room}",
  parameters: [{ key: "room", in: "path" }],
  headers: [{ key: "rateLimitRemaining", name: "RateLimit-Remaining", type: "number" }, { key: "etag" }],
};

export const roomsCreate: Operation<{ readonly body: { readonly name: string } }, Room> = {
  id: "rooms.create",
  method: "POST",
  path: "/v1/rooms",
  bodies: [{ mediaType: "application/json", form: "json" }],
  idempotencyHeader: "Idempotency-Key",
};

/** A POST without idempotency key. */
export const messagesSend: Operation<{ readonly body: unknown }, unknown> = {
  id: "messages.send",
  method: "POST",
  path: "/v1/messages",
  bodies: [
    { mediaType: "application/json", form: "json" },
    { mediaType: "application/octet-stream", form: "binary" },
  ],
};

export interface RoomPage {
  readonly items: readonly Room[];
  readonly nextCursor: string | null;
}

export const roomsList: PagedOperation<{ readonly limit?: number; readonly cursor?: string }, Room, RoomPage> = {
  id: "rooms.list",
  method: "GET",
  path: "/v1/rooms",
  parameters: [
    { key: "limit", in: "query" },
    { key: "cursor", in: "query" },
  ],
  pagination: { style: "cursor", parameter: "cursor", items: "/items", next: "/nextCursor" },
};

export const eventsStream: SequenceOperation<unknown, { readonly n: number }> = {
  id: "events.stream",
  method: "GET",
  path: "/v1/events",
  sequence: "sse",
};
