import type { Channel, Contract, Message, Schema, Server } from "@parlance/contract";
import { expect, test } from "vitest";
import { nameContract } from "../naming/name-contract.js";
import { contractWith, object, place, text } from "../testing/contracts.js";
import { snakeSpelling as spelling } from "../testing/spelling.js";
import { socketDescriptor } from "./socket-descriptor.js";

const number: Schema = { kind: "scalar", type: "integer", place };
const constant = (value: string): Schema => ({ kind: "const", value, place });
const message = (name: string, payload?: Schema, given: Partial<Message> = {}): Message => ({
  name,
  contentType: "application/json",
  ...(payload && { payload }),
  place,
  ...given,
});
const server: Server = { name: "main", url: "wss://acme.example/v1", protocol: "wss", variables: [], place };

function channel(name: string, given: Partial<Channel> = {}): Channel {
  return { name, address: `/${name}`, parameters: [], messages: [], operations: [], servers: [], place, ...given };
}

function name(given: Partial<Contract>): ReturnType<typeof nameContract> {
  return nameContract(contractWith({ servers: [server], ...given }), spelling, { environmentPrefix: "ACME" });
}

function describe(given: Partial<Contract>): unknown {
  const { named } = name(given);
  return named.sockets.channels.map((each) => socketDescriptor(each, named.types));
}

test("a socket has its server, and its address by the parameters' keys", () => {
  const channels = [
    channel("feed", {
      address: "/feed/{user-id}/{x}",
      parameters: [{ name: "x", default: "1", place }],
      bindings: { ws: { query: { required: ["at"], properties: { at: { type: "boolean" } } } } },
    }),
  ];
  expect(describe({ channels })).toEqual([
    {
      id: "feed",
      server: { url: "wss://acme.example/v1" },
      address: "/feed/{user_id}/{x}",
      parameters: [
        { key: "user_id", name: "user-id", in: "path", required: true },
        { key: "x", in: "path", default: "1" },
        { key: "at", in: "query", required: true },
      ],
      receives: [],
      sends: {},
    },
  ]);
});

test("messages are told by constants, then by members that must be there, then by type; any of a union's members does", () => {
  const union: Schema = {
    kind: "union",
    rule: "one",
    open: true,
    members: [object({ type: constant("a") }), text].map((schema) => ({ schema, tags: [] })),
    place,
  };
  const messages = [
    message("any"),
    message("ping", object({ event: constant("ping"), body: object({ kind: constant("x"), n: number }) })),
    message("plain", object({ id: text })),
    message("raw", undefined, { contentType: "text/plain" }),
    message("tuple", { kind: "list", prefix: [number, constant("ticker")], items: false, place }),
    message("union", union),
  ];
  const channels = [channel("feed", { messages: messages.map((each) => each.name) })];
  expect(describe({ messages, channels })).toMatchObject([
    {
      receives: [
        { name: "ping", type: "object", is: { "/event": "ping", "/body/kind": "x" }, has: ["/body", "/body/n"] },
        { name: "tuple", type: "array", is: { "/1": "ticker" } },
        { name: "union", type: "object", is: { "/type": "a" } },
        { name: "plain", type: "object", has: ["/id"] },
        { name: "union", type: "string" },
        { name: "any" },
        { name: "raw", codec: "text" },
      ],
    },
  ]);
});

test("channels of one address are one socket, and an operation with a reply is a request", () => {
  const messages = ["ping", "pong"].map((each) =>
    message(each, object({ event: constant(each), id: number }), { correlation: "$message.payload#/id" }),
  );
  const reply = { channel: "pong", messages: ["pong"] };
  const operations = [{ id: "ping", action: "send", messages: ["ping"], reply, security: [], place }] as const;
  const channels = [
    channel("ping", { address: "/", messages: ["ping"], operations }),
    channel("pong", { address: "/", messages: ["pong"] }),
  ];
  const { named } = name({ messages, channels });
  expect(
    named.sockets.channels.map(({ method, constant, sends }) => [method, constant, sends.map((each) => each.name)]),
  ).toEqual([["socket", "SOCKET", ["ping"]]]);
  expect(describe({ messages, channels })).toMatchObject([
    {
      receives: [{ name: "ping" }, { name: "pong" }],
      sends: {
        ping: { replies: ["pong"], correlation: { pointer: "/id", type: "integer", answers: { pong: "/id" } } },
      },
    },
  ]);
});

test("what an extension sends by itself comes with the constants of its payload", () => {
  const messages = [
    message("login", object({ op: constant("login"), token: text })),
    message("event", object({ n: text })),
  ];
  const channels = [
    channel("feed", {
      messages: ["login", "event"],
      extensions: {
        "x-parlance-token": { in: "message", message: "login", pointer: "/token" },
        "x-parlance-resume": { position: "/n", query: "since" },
        "x-parlance-close": { final: [4001] },
      },
    }),
  ];
  expect(describe({ messages, channels })).toMatchObject([
    {
      token: { in: "message", message: { name: "login", payload: { op: "login" } }, pointer: "/token" },
      resume: { position: "/n", query: "since" },
      close: { final: [4001] },
    },
  ]);
});

test("other protocols, and addresses known only at run time, are told of", () => {
  const kafka = { ...server, name: "kafka", protocol: "kafka" };
  const channels = [channel("orders", { servers: ["kafka"] }), channel("reply", { address: null }), channel("feed")];
  const { named, diagnostics } = name({ servers: [kafka, server], channels });
  expect(named.sockets.channels.map((each) => each.name)).toEqual(["feed"]);
  expect(diagnostics.map(({ code }) => code)).toEqual(["channel-protocol-unsupported", "channel-address-unknown"]);
});

test("a document that looks like the server's is told of, unless it says whose it is", () => {
  const tell = { id: "tell", action: "send", messages: [], security: [], place } as const;
  const channels = [channel("feed", { operations: [tell] })];
  expect(name({ channels }).diagnostics.map(({ code }) => code)).toEqual(["perspective-assumed"]);
  expect(name({ channels, extensions: { "x-parlance-perspective": "client" } }).diagnostics).toEqual([]);
  const operations = [{ ...tell, id: "hear", action: "receive" } as const, tell];
  expect(name({ channels: [channel("feed", { operations })] }).diagnostics).toEqual([]);
});

test("what speaks the Parlance protocol is no socket, nor is what carries its frames over HTTP", () => {
  const channels = [
    channel("chat", { extensions: { "x-parlance-channel": {} } }),
    channel("frames", { extensions: { "x-subprotocols": ["parlance.v1.json"] } }),
    channel("events", { servers: ["http"] }),
  ];
  const http: Server = { ...server, name: "http", url: "https://acme.example", protocol: "https" };
  const { named, diagnostics } = name({ servers: [server, http], channels });
  expect([named.sockets.channels, diagnostics]).toEqual([[], []]);
});
