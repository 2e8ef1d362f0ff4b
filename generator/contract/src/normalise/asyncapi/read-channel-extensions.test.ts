import { expect, it } from "vitest";

import { contractOf, readFiles } from "../../testing/read-documents.js";
import type { ReadResult } from "../../read-contract.js";

/** A channel with two messages and the given extension, which begins on line 7. */
function read(extension: string): Promise<ReadResult> {
  return readFiles({
    "asyncapi.yaml": `asyncapi: 3.0.0
info: { title: Test, version: "1" }
channels:
  feed:
    address: /feed
    messages: { login: { payload: { type: object } }, tick: { payload: { type: object } } }
${extension}
`,
  });
}

async function complaintsOf(extension: string): Promise<readonly string[]> {
  const { diagnostics } = await read(extension);
  return diagnostics.map(({ place, message }) => `${place.line}: ${message}`);
}

it.each([
  "    x-parlance-heartbeat: { intervalMs: 30000, timeoutMs: 5000, send: login }",
  "    x-parlance-token: { in: header, name: Authorization }",
  "    x-parlance-token: { in: message, message: login, pointer: /token, refresh: { message: login, pointer: /token, beforeMs: 1 } }",
  "    x-parlance-subscription: { subscribe: login, unsubscribe: tick, key: /a~1b, of: /channel }",
  "    x-parlance-resume: { position: /seq, query: since }",
  "    x-parlance-resume: { position: /seq, message: login, pointer: /since }",
  "    x-parlance-acknowledgement: { receive: { messages: [tick], id: /id, answer: login, of: /id } }",
  "    x-parlance-close: { final: [4001] }",
  "    x-parlance-name: news",
  "    x-other: anything",
])("keeps what is right:%s", async (extension) => {
  const result = await read(extension);
  expect(result.diagnostics).toEqual([]);
  expect(Object.keys(contractOf(result).channels[0]?.extensions ?? {})).toHaveLength(1);
});

it("tells an unknown member by its own line, and leaves the extension out", async () => {
  const extension = "    x-parlance-heartbeat:\n      intervalMs: 1\n      timeoutMs: 1\n      every: 5";
  expect(await complaintsOf(extension)).toEqual([
    "10: `x-parlance-heartbeat` of channel feed is not usable, and left out: `every` is no member of it.",
  ]);
  expect(contractOf(await read(extension)).channels[0]?.extensions).toBeUndefined();
});

it.each([
  ["    x-parlance-heartbeat: 5", "`x-parlance-heartbeat` is no object"],
  ["    x-parlance-heartbeat: { intervalMs: 0, timeoutMs: 1 }", "`intervalMs` is no number of milliseconds"],
  ["    x-parlance-token: { in: header, name: X-Key, plain: 1 }", "`plain` is neither true nor false"],
  ["    x-parlance-token: { in: cookie, name: a }", "`in` is none of query, header, message"],
  ["    x-parlance-token: { in: query }", "`name` is missing"],
  ["    x-parlance-token: { in: message, message: login }", "`pointer` is missing"],
  [
    "    x-parlance-token: { in: query, name: t, refresh: { message: login, pointer: token, beforeMs: 1 } }",
    "`pointer` is no JSON pointer such as `/id`",
  ],
  [
    "    x-parlance-subscription: { subscribe: join, key: /a, of: /a }",
    '`subscribe` names "join", which is no message of the channel',
  ],
  ["    x-parlance-resume: { position: /seq }", "`message` is missing"],
  [
    "    x-parlance-acknowledgement: { send: { messages: [], id: /id, answer: tick, of: /id } }",
    "`messages` is no list of messages",
  ],
  ["    x-parlance-close: { final: [99] }", "`final` is no list of close codes from 1000 to 4999"],
])("refuses%s", async (extension, reason) => {
  const complaints = await complaintsOf(extension);
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toContain(`left out: ${reason}.`);
  expect(complaints[0]).toMatch(/^7: /);
});

it("tells of an extension that does not exist", async () => {
  expect(await complaintsOf("    x-parlance-heartbeet: {}")).toEqual([
    "7: There is no extension `x-parlance-heartbeet` of channels such as feed; it has no effect.",
  ]);
});

it("turns operations round where the reader is told to, unless the document says whose they are", async () => {
  const read = async (perspective: string) => {
    const text = `asyncapi: 3.0.0
info: { title: Test, version: "1" }
${perspective}channels: { feed: { address: /feed, messages: { tick: { payload: { type: object } } } } }
operations: { tell: { action: send, channel: { $ref: '#/channels/feed' } } }
`;
    return contractOf(await readFiles({ "asyncapi.yaml": text }, { perspective: "server" }));
  };
  const told = await read("");
  expect(told.channels[0]?.operations.map(({ action }) => action)).toEqual(["receive"]);
  expect(told.extensions).toEqual({ "x-parlance-perspective": "server" });
  const own = await read("x-parlance-perspective: client\n");
  expect(own.channels[0]?.operations.map(({ action }) => action)).toEqual(["send"]);
});

it("turns the operations of a document round that describes the server", async () => {
  const result = await readFiles({
    "asyncapi.yaml": `asyncapi: 3.0.0
info: { title: Test, version: "1" }
x-parlance-perspective: server
channels: { feed: { address: /feed, messages: { tick: { payload: { type: object } } } } }
operations: { tell: { action: send, channel: { $ref: '#/channels/feed' } } }
`,
  });
  expect(contractOf(result).channels[0]?.operations.map(({ action }) => action)).toEqual(["receive"]);
});
