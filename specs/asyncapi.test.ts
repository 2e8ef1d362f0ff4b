import { fromFile, Parser } from "@asyncapi/parser";
import { join } from "node:path";
import { expect, test } from "vitest";
import { follow, isObject, items, members, readSpec, root } from "./testing/documents.js";

const entry = readSpec("asyncapi.yaml");

test("the parser finds no error, and warns of nothing but the version", async () => {
  const { document, diagnostics } = await fromFile(new Parser(), join(root, "asyncapi.yaml")).parse();
  // 3.0 on purpose: it is what generators and documentation tools read today.
  expect(diagnostics.filter(({ code }) => code !== "asyncapi-latest-version")).toEqual([]);
  expect(document?.operations().all().length).toBeGreaterThan(0);
});

test("every message of a file is on a channel, and every message of a channel in an operation", () => {
  const used = new Set(members(entry.operations).flatMap(([, operation]) => references(operation)));
  const listed = members(entry.channels).flatMap(([channel, definition]) =>
    members(isObject(definition) ? definition.messages : undefined).map(
      ([message]) => `#/channels/${channel}/messages/${message}`,
    ),
  );
  expect(listed.filter((reference) => !used.has(reference))).toEqual([]);
});

test("every message has a name, a summary and a payload with a schema of its own name", () => {
  const messages = members(entry.channels).flatMap(([, definition]) =>
    members(isObject(definition) ? definition.messages : undefined).map(([, value]) =>
      follow({ value, file: "asyncapi.yaml" }),
    ),
  );
  const wrong = messages.filter(({ value }) => {
    if (!isObject(value) || !isObject(value.payload)) return true;
    return (
      typeof value.name !== "string" || typeof value.summary !== "string" || typeof value.payload.$ref !== "string"
    );
  });
  expect(wrong).toEqual([]);
});

test("a request and its answer are matched by id", () => {
  const unmatched = members(entry.operations)
    .filter(([, operation]) => isObject(operation) && "reply" in operation)
    .flatMap(([id, operation]) =>
      references(operation).map((reference) => ({
        id,
        message: follow({ value: { $ref: reference }, file: "asyncapi.yaml" }).value,
      })),
    )
    .filter(
      ({ message }) =>
        isObject(message) && !["ping", "pong", "cast"].includes(String(message.name)) && !("correlationId" in message),
    );
  expect(unmatched.map(({ id }) => id)).toEqual([]);
});

/** The messages that an operation and its reply name. */
function references(operation: unknown): string[] {
  const definition = operation as { messages?: { $ref: string }[]; reply?: { messages?: { $ref: string }[] } };
  return [...(definition.messages ?? []), ...(definition.reply?.messages ?? [])].map(({ $ref }) => $ref);
}

test("the frames of the client and of the server are told by their type", () => {
  for (const union of ["ClientFrame", "ServerFrame"]) {
    const schema = readSpec("schemas/socket.yaml")[union];
    const tags = items(isObject(schema) ? schema.oneOf : undefined).map((value) => {
      const frame = follow({ value, file: "schemas/socket.yaml" }).value;
      const tag = isObject(frame) && isObject(frame.properties) ? frame.properties.type : undefined;
      return isObject(tag) ? tag.const : undefined;
    });
    expect(new Set(tags).size).toBe(tags.length);
  }
});

test("the event stream pings as often as the limits say", () => {
  const limits = readSpec("openapi.yaml")["x-parlance-limits"];
  const events = isObject(entry.channels) ? entry.channels.events : undefined;
  const sse = isObject(events) ? events["x-sse"] : undefined;
  expect(isObject(sse) && Number(sse.pingSeconds) * 1000).toBe(isObject(limits) && limits.eventStreamPingMs);
});
