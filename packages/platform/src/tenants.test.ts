import { expect, test } from "vitest";
import type { Operation } from "./contract/bare-contract.js";
import type { JsonObject } from "./json/json.js";
import { loadContract } from "./load-contract.js";
import { TestPlatform, type TestResponse } from "./testing/test-platform.js";

/**
 * Whatever operation the contract has: with the ids of another tenant's records it shows nothing of them and changes nothing.
 */
const platform = await TestPlatform.start();
const stranger = await platform.platform.token(
  await platform.platform.createProject({ name: "Other", endpoint: "other.example" }),
);
const { contract } = loadContract().compiled;

/** Stands in every record of the owner, and in nothing that the stranger sends. */
const mark = "belongs-to-the-owner";
const labels = { mark };

const make = async (line: string, body: JsonObject): Promise<string> => {
  const made = await platform.send(line, { body });
  expect(made.status, `${line}: ${made.text}`).toBeLessThan(300);
  const id = made.body["id"] ?? made.body["name"];
  return String(id);
};

const application = await make("POST /v1/applications", { name: mark, grants: [{ scopes: ["*"] }] });
const key = await make(`POST /v1/applications/${application}/keys`, { name: mark });
const tunnel = await make("POST /v1/tunnels", { protocol: "http", labels });
const channel = "chat";
const message = await make(`POST /v1/channels/${channel}/messages`, { data: mark });
const document = await make("POST /v1/collections/notes/documents", { data: { mark } });
const room = await make("POST /v1/rooms", { name: mark, labels });
const member = await make(`POST /v1/rooms/${room}/members`, { name: mark });
const topic = await make("POST /v1/topics", { name: "orders", description: mark });
const event = await make(`POST /v1/topics/${topic}/events`, { type: "paid", payload: { mark } });
const webhook = await make("POST /v1/webhooks", { url: `https://example.com/${mark}`, events: ["*"] });
const path = `/v1/collections/notes/documents/${document}/attachments/file/content`;
await platform.send(`PUT ${path}`, { body: mark, headers: { "Content-Type": "text/plain" } });

const known: Readonly<Record<string, string>> = {
  application,
  key,
  tunnel,
  channel,
  message,
  collection: "notes",
  document,
  attachment: "file",
  room,
  member,
  topic,
  event,
  webhook,
  schema: "1",
  user: "ada",
  project: String((await platform.send("GET /v1/whoami")).body["projectId"]),
};

/** Lists are empty for the stranger; channels, collections and users exist in each project under any name. */
const named = /list$|^(?:channels|collections|users)\.get$/;

const operations = contract.operations.filter(({ path: template }) => template.includes("{"));
const reads = operations.filter(({ method }) => method === "GET");

/** Bodies of which each operation takes at least one, so that not all calls end at validation. */
const bodies: readonly JsonObject[] = [
  {},
  { name: "x" },
  { labels: { x: "y" } },
  { description: "x" },
  { data: { x: 1 } },
  { payload: 1, type: "x" },
];

function send(operation: Operation, token?: string, body: JsonObject = {}): Promise<TestResponse> {
  const target = operation.path.replace(/\{([^}]+)\}/gu, (_, name: string) => known[name] ?? `${name}_00000000`);
  const [content] = operation.body?.contents ?? [];
  return platform.send(`${operation.method} ${target}`, {
    ...(token !== undefined && { token }),
    ...(content !== undefined && { body: content.form === "json" ? JSON.stringify(body) : "x" }),
    headers: { "If-Match": "*", ...(content !== undefined && { "Content-Type": content.mediaType }) },
  });
}

const snapshot = async (): Promise<Record<string, string>> => {
  const shown: Record<string, string> = {};
  for (const operation of reads) {
    const answer = await send(operation);
    shown[operation.id] = answer.status < 300 ? answer.text : String(answer.status);
  }
  return shown;
};

test("the owner sees what the stranger must not", async () => {
  const shown = Object.values(await snapshot()).filter((text) => text.includes(mark));
  expect(shown.length).toBeGreaterThan(15);
});

test.each(reads.map((operation) => [operation.id, operation] as const))(
  "%s shows a stranger nothing",
  async (_, operation) => {
    const { status, text } = await send(operation, stranger);
    expect(text).not.toContain(mark);
    if (status < 300) expect(operation.id).toMatch(named);
  },
);

test("no operation changes anything for a stranger", async () => {
  const before = await snapshot();
  for (const operation of operations.filter(({ method }) => method !== "GET")) {
    for (const body of operation.body === undefined ? [{}] : bodies) {
      const { status, text } = await send(operation, stranger, body);
      expect(`${operation.id}: ${text}`).not.toContain(mark);
      expect(status === 501 || status < 500, `${operation.id}: ${status} ${text}`).toBe(true);
    }
  }
  expect(await snapshot()).toEqual(before);
});

test("an idempotency key of one tenant means nothing to another", async () => {
  const call = { body: { protocol: "http", labels: { at: "once" } }, headers: { "Idempotency-Key": "the-same-key" } };
  const mine = await platform.send("POST /v1/tunnels", call);
  const theirs = await platform.send("POST /v1/tunnels", { ...call, token: stranger });
  expect(theirs.headers.get("idempotency-replayed")).toBeNull();
  expect(theirs.body["id"]).not.toBe(mine.body["id"]);
});

test("a cursor of one tenant leads another to its own records only", async () => {
  for (let n = 0; n < 3; n++) await platform.send("POST /v1/tunnels", { body: { protocol: "http", labels } });
  const { body } = await platform.send("GET /v1/tunnels?limit=1");
  const page = await platform.send(`GET /v1/tunnels?limit=100&cursor=${String(body["nextCursor"])}`, {
    token: stranger,
  });
  expect(page.status).toBe(200);
  expect(page.text).not.toContain(mark);
});
