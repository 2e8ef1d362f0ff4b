import type {
  Channel,
  Contract,
  Message,
  Schema,
  SecurityRequirement,
  SecurityScheme,
  Server,
} from "@parlance/contract";
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

const schemes: readonly SecurityScheme[] = [
  { name: "key", type: "apiKey", in: "header", parameter: "X-Key", place },
  { name: "query", type: "apiKey", in: "query", parameter: "apikey", place },
  { name: "cookie", type: "apiKey", in: "cookie", parameter: "session", place },
  { name: "bearer", type: "http", scheme: "bearer", place },
  { name: "basic", type: "http", scheme: "basic", place },
  { name: "oauth", type: "oauth2", flows: [], place },
];

/** A socket whose one operation wants one of these. */
function secured(security: readonly SecurityRequirement[], given: Partial<Channel> = {}): Partial<Contract> {
  const operations = [{ id: "hear", action: "receive", messages: [], security, place }] as const;
  return { security: schemes, channels: [channel("feed", { operations, ...given })] };
}

test.each([
  ["a key in a header", [{ key: [] }], { in: "header", name: "X-Key", plain: true }],
  ["a key in the query", [{ query: [] }], { in: "query", name: "apikey" }],
  ["a bearer token", [{ bearer: [] }], { in: "header", name: "Authorization" }],
  ["OAuth 2", [{ oauth: ["read"] }], { in: "header", name: "Authorization" }],
  [
    "the first that can be applied",
    [{ basic: [] }, { key: [], bearer: [] }, { query: [] }],
    { in: "query", name: "apikey" },
  ],
] as const)("without an extension the security schemes say where the token goes: %s", (_, security, token) => {
  expect(describe(secured(security))).toMatchObject([{ token }]);
  expect(name(secured(security)).diagnostics).toEqual([]);
});

test("no token is wanted where clients come in without, or where a parameter or the extension says it", () => {
  expect(describe(secured([]))).toEqual([expect.not.objectContaining({ token: expect.anything() })]);
  expect(describe(secured([{ key: [] }, {}]))).toEqual([expect.not.objectContaining({ token: expect.anything() })]);
  const bindings = { ws: { headers: { properties: { "x-key": { type: "string" } } } } };
  expect(describe(secured([{ key: [] }], { bindings }))).toEqual([
    expect.not.objectContaining({ token: expect.anything() }),
  ]);
  const token = { in: "query", name: "t" };
  const extended = secured([{ basic: [] }], { extensions: { "x-parlance-token": token } });
  expect(describe(extended)).toMatchObject([{ token }]);
  expect(name(extended).diagnostics).toEqual([]);
});

test("credentials that no client applies are told", () => {
  const { diagnostics } = name(secured([{ basic: [] }, { cookie: [] }]));
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    [
      "socket-security-unsupported",
      'The socket "feed" wants credentials that its client does not apply: basic, cookie.',
    ],
  ]);
});
