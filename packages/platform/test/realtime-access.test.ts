import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../src/json/json.js";
import { EventReader } from "../src/testing/event-reader.js";
import { TestPlatform } from "../src/testing/test-platform.js";
import { TestSocket } from "../src/testing/test-socket.js";

/** Who may do what with which channel, and what ends it. Everything that is not in these tables is refused. */
const platform = await TestPlatform.start();
const { url } = platform.platform;
const backend = await platform.platform.token();
const stranger = await platform.platform.token(
  await platform.platform.createProject({ name: "Other", endpoint: "other.example" }),
);
const open: { close(): void }[] = [];

afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
});

interface Client {
  readonly socket: TestSocket;
  readonly id: string;
  readonly session: string;
}

async function connect(token: string, hello: JsonObject = {}): Promise<Client> {
  const socket = new TestSocket(`${url}/v1/socket`);
  open.push(socket);
  const welcome = await socket.hello({ token, ...hello });
  return { socket, id: String(welcome["connection"]), session: String(welcome["session"]) };
}

const userToken = (...grants: readonly JsonObject[]): Promise<string> =>
  platform.sign({ sub: "ada", grants: grants as never });

async function authorise(connectionId: string, channel: string, more: JsonObject = {}): Promise<string> {
  const { body } = await platform.send("POST /v1/channel-authorizations", { body: { connectionId, channel, ...more } });
  return String(body["token"]);
}

const channels = [
  "news",
  "private-desk",
  "presence-desk",
  "topic:orders",
  "document:notes:n1",
  "watch:tunnels",
  "room:room_00000001",
  "user:ada",
  "user:bob",
] as const;

/** A caller: its token, and the channel token with which it subscribes. */
interface Caller {
  readonly token: () => Promise<string>;
  readonly channelToken?: (client: Client, channel: string) => Promise<string>;
}

const everything = ["subscribe", "publish", "presence", "history"];
const listening = ["channels:subscribe", "topics:subscribe", "documents:subscribe", "tunnels:read", "clients:read"];
const scopes = [...listening, "channels:publish", "rooms:join"];
const guest = () => userToken({ scopes: ["tokens:read"] });

const callers: Readonly<Record<string, Caller>> = {
  "a back end": { token: async () => backend },
  "a user with every scope": { token: () => userToken({ scopes }) },
  "a user with scopes of channels": { token: () => userToken({ scopes: ["channels:*"] }) },
  "a user without the scopes": { token: guest },
  "a user whose filter selects others": { token: () => userToken({ scopes, resources: { name: "elsewhere" } }) },
  "a user whose filter names them": {
    token: () =>
      userToken({ scopes, resources: { name: { in: ["news", "private-desk", "presence-desk", "orders"] } } }),
  },
  "a user who sees only part": { token: () => userToken({ scopes, select: ["id"] }) },
  "a user by a channel token": { token: guest, channelToken: ({ id }, channel) => authorise(id, channel) },
  "a user by one that permits all": {
    token: guest,
    channelToken: ({ id }, channel) => authorise(id, channel, { permissions: everything }),
  },
  "a user by one that permits presence": {
    token: guest,
    channelToken: ({ id }, channel) => authorise(id, channel, { permissions: ["presence"] }),
  },
  "a user by one of another connection": {
    token: guest,
    channelToken: (_client, channel) => authorise("conn_00000000", channel, { userId: "ada" }),
  },
  "a user by one of another channel": {
    token: guest,
    channelToken: ({ id }, channel) => authorise(id, `${channel.slice(0, 8)}-other`, { permissions: everything }),
  },
  "a user by one of another tenant": {
    token: guest,
    channelToken: async ({ id }, channel) => {
      const request = { token: stranger, body: { connectionId: id, channel, userId: "ada" } };
      return String((await platform.send("POST /v1/channel-authorizations", request)).body["token"]);
    },
  },
  "a user by its own token": { token: guest, channelToken: () => userToken({ scopes: ["*"] }) },
};

/**
 * s = subscribe, p = publish, h = history, m = be a member. Nobody else is let in anywhere: not to another user's channel, and
 * nobody publishes on a channel of the platform's own. A user's own channel is open to that user by any token.
 */
const table = `
                                    | news | private- | presence- | topic | document | watch | room | own  | user:bob
a back end                          | sph- | sph-     | sph-      | s-h-  | s-h-     | s-h-  | s-h- | ---- | ----
a user with every scope             | s-h- | ----     | ----      | s-hm  | s-hm     | s-hm  | s-hm | s-hm | ----
a user with scopes of channels      | s-h- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
a user without the scopes           | ---- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
a user whose filter selects others  | ---- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
a user whose filter names them      | s-h- | s-h-     | s-hm      | s-hm  | ----     | ----  | ---- | s-hm | ----
a user who sees only part           | ---- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
a user by a channel token           | ---- | s---     | s--m      | ----  | ----     | ----  | ---- | s-hm | ----
a user by one that permits all      | ---- | sph-     | sphm      | ----  | ----     | ----  | ---- | s-hm | ----
a user by one that permits presence | ---- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
a user by one of another connection | ---- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
a user by one of another channel    | ---- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
a user by one of another tenant     | ---- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
a user by its own token             | ---- | ----     | ----      | ----  | ----     | ----  | ---- | s-hm | ----
`;

const rows = table
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split("|").map((cell) => cell.trim()));

/** The refusals of somebody who may not; anything else would be a defect of the test. */
const refusals = new Set(["channel_forbidden", "insufficient_scope", "forbidden", "unprocessable"]);

async function tryAll({ token, channelToken }: Caller, channel: string): Promise<string> {
  const client = await connect(await token());
  const may = async (letter: string, frame: JsonObject): Promise<string> => {
    const { type, code } = await client.socket.ask({ channel, ...frame });
    expect(type === "ok" || refusals.has(String(code)), `${letter}: ${String(code)}`).toBe(true);
    return type === "ok" ? letter : "-";
  };
  const shown = channelToken === undefined ? {} : { token: await channelToken(client, channel) };
  const subscribed = await may("s", { type: "subscribe", ...shown });
  const published = await may("p", { type: "publish", data: 1, publishId: client.id });
  const read = await may("h", { type: "history" });
  const entered = await may("m", { type: "presence", action: "enter" });
  client.socket.close(1000);
  return subscribed + published + read + entered;
}

test("every caller stands in the table", () => {
  expect(rows.map(([caller]) => caller)).toEqual(Object.keys(callers));
});

test.each(rows)("%s", async (name, ...allowed) => {
  const caller = callers[name ?? ""];
  if (caller === undefined) throw new Error(`There is no ${name}.`);
  const tried: [string, string][] = [];
  for (const channel of channels) tried.push([channel, await tryAll(caller, channel)]);
  expect(tried).toEqual(channels.map((channel, index) => [channel, allowed[index]]));
});

test("a channel token of another user opens nothing, though it names the connection", async () => {
  const before = await connect(await guest());
  before.socket.socket.terminate();
  // While ada's connection is lost, a back end can be brought to authorise it for bob.
  const channel = "presence-desk";
  await expect.poll(() => authorise(before.id, channel, { userId: "bob" })).toContain(".");
  const token = await authorise(before.id, channel, { userId: "bob" });
  const { socket, id } = await connect(await guest(), { resume: { session: before.session } });
  expect(id).toBe(before.id);
  expect(await socket.ask({ type: "subscribe", channel, token })).toMatchObject({ code: "channel_forbidden" });
});

describe("settings of a channel", () => {
  test("let users with the scope publish and be members, and nobody without it", async () => {
    const settings = { clientPublish: true, presence: true };
    await platform.send("PATCH /v1/channels/lounge", { body: { settings } });
    const tried = async (name: string) => tryAll(callers[name] as Caller, "lounge");
    expect(await tried("a user with every scope")).toBe("sphm");
    expect(await tried("a user without the scopes")).toBe("----");
    expect(await tried("a user whose filter selects others")).toBe("----");
  });
});

describe("another tenant", () => {
  test.each(channels.slice(0, 7))("has a %s of its own", async (channel) => {
    const [own, foreign] = [await connect(backend), await connect(stranger)];
    const { epoch } = await own.socket.ask({ type: "subscribe", channel, mode: ["message", "presence"] });
    const theirs = await foreign.socket.ask({ type: "subscribe", channel, mode: ["message", "presence"] });
    expect(theirs["epoch"]).not.toBe(epoch);
    const at = { epoch: String(epoch), offset: 0 };
    expect(await foreign.socket.ask({ type: "history", channel, from: at })).toMatchObject({ code: "epoch_mismatch" });
  });

  test("neither hears, nor addresses, nor ends a connection", async () => {
    const ada = await connect(await userToken({ scopes: ["channels:subscribe"] }));
    await ada.socket.ask({ type: "subscribe", channel: "news" });
    for (const line of [
      "POST /v1/channels/news/messages",
      "POST /v1/users/ada/messages",
      `POST /v1/connections/${ada.id}/messages`,
      `POST /v1/connections/${ada.id}/terminate`,
      "POST /v1/users/ada/terminate-connections",
      "DELETE /v1/channels/news",
    ])
      await platform.send(line, { token: stranger, body: line.endsWith("messages") ? { data: "foreign" } : {} });
    await platform.send("POST /v1/tokens/revoke", { token: stranger, body: { userId: "ada" } });
    await platform.send("POST /v1/channels/news/messages", { body: { data: "own" } });
    expect(await ada.socket.next("message")).toMatchObject({ channel: "news", data: "own" });
    expect(ada.socket.pending.filter(({ type }) => type === "message" || type === "bye")).toEqual([]);
  });
});

describe("a session that is not one's own", () => {
  const thieves: Readonly<Record<string, () => Promise<string>>> = {
    "another user": () => platform.sign({ sub: "bob" }),
    "a back end": async () => backend,
    "another tenant": async () => stranger,
    "another application": async () => (await platform.application([{ scopes: ["*"] }])).token,
  };

  test.each(Object.entries(thieves))("is not resumed by %s, and goes on", async (_, thief) => {
    const ada = await connect(await userToken({ scopes }));
    const other = await connect(await thief(), { resume: { session: ada.session } });
    expect([other.id === ada.id, other.session === ada.session]).toEqual([false, false]);
    expect(await ada.socket.ask({ type: "subscribe", channel: "news" })).toMatchObject({ type: "ok" });
  });

  test.each(Object.entries(thieves))("takes no commands of %s", async (_, thief) => {
    const stream = await openStream(await userToken({ scopes }));
    const { session } = (await stream.next("welcome")).frame;
    const answer = await command(String(session), await thief());
    expect(answer.body).toMatchObject({ status: 404, code: "not_found" });
  });

  test.each(Object.entries(thieves))("is not gone on with by %s and its cursor", async (_, thief) => {
    const stream = await openStream(await userToken({ scopes }));
    const { session } = (await stream.next("welcome")).frame;
    const other = await openStream(await thief(), { "Last-Event-ID": stream.lastId });
    const welcome = (await other.next("welcome")).frame;
    expect([welcome["session"] === session, welcome["resumed"]]).toEqual([false, false]);
  });

  test.each(Object.entries(thieves))("is not gone on with by a token of %s", async (_, thief) => {
    const { socket } = await connect(await userToken({ scopes }));
    expect(await socket.ask({ type: "auth", token: await thief() })).toMatchObject({ code: "invalid_token" });
    expect(await socket.ask({ type: "subscribe", channel: "news" })).toMatchObject({ type: "ok" });
  });
});

async function openStream(token: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const reader = await EventReader.open(`${url}/v1/events?channel=news`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
  });
  open.push(reader);
  return reader;
}

function command(session: string, token: string) {
  const headers = { "Parlance-Session": session, "Content-Type": "application/x-ndjson" };
  const body = JSON.stringify({ type: "unsubscribe", id: 9, channel: "news" });
  return platform.send("POST /v1/commands", { token, body, headers });
}

describe("what ends a connection, on every transport", () => {
  interface Person {
    readonly token: string;
    readonly user: string;
    readonly application: string;
    readonly key: string;
  }

  let people = 0;

  async function person(): Promise<Person> {
    const user = `eve-${++people}`;
    const { id, secret } = await platform.application([{ scopes: ["*"] }]);
    const { body } = await platform.send(`GET /v1/applications/${id}/keys`);
    const [key] = body["items"] as readonly JsonObject[];
    const keyId = String(key?.["id"]);
    // An application keeps at least one key, so that one of two can be deleted.
    await platform.send(`POST /v1/applications/${id}/keys`, { body: {} });
    const claims = { iss: id, sub: user, grants: [{ scopes }], jti: `tok_eve0000${people}` };
    return { token: await platform.sign(claims, secret, keyId), user, application: id, key: keyId };
  }

  const headers = { "If-Match": "*" };
  const endings: Readonly<Record<string, readonly [end: (person: Person) => Promise<unknown>, code: string]>> = {
    "its token is revoked": [
      ({ token }) => platform.send("POST /v1/tokens/revoke", { body: { token } }),
      "token_revoked",
    ],
    "its user's tokens are revoked": [
      ({ user }) => platform.send("POST /v1/tokens/revoke", { body: { userId: user } }),
      "token_revoked",
    ],
    "its key is deleted": [
      ({ application, key }) => platform.send(`DELETE /v1/applications/${application}/keys/${key}`, { headers }),
      "token_revoked",
    ],
    "its application is disabled": [
      ({ application }) =>
        platform.send(`PATCH /v1/applications/${application}`, { body: { enabled: false }, headers }),
      "application_disabled",
    ],
    "its application is deleted": [
      ({ application }) => platform.send(`DELETE /v1/applications/${application}`, { headers }),
      "unknown_application",
    ],
    "its token expired long ago": [
      async () => {
        platform.now.value += 120_000;
      },
      "token_expired",
    ],
    "an operator ends the user's": [
      ({ user }) => platform.send(`POST /v1/users/${user}/terminate-connections`, { body: { blockSeconds: 60 } }),
      "terminated",
    ],
  };

  test.each(Object.entries(endings))("%s", async (_, [end, code]) => {
    const eve = await person();
    const { socket } = await connect(eve.token);
    const stream = await openStream(eve.token);
    const { session } = (await stream.next("welcome")).frame;
    await end(eve);
    expect((await socket.closed()).reason).toBe(code);
    expect((await stream.next("bye")).frame).toMatchObject({ code });
    expect([204, 401, 403]).toContain((await openStream(eve.token)).response.status);
    expect([401, 403, 404]).toContain((await command(String(session), eve.token)).status);
  });
});

describe("a ticket", () => {
  const ticket = async (token: string) => String((await platform.send("POST /v1/tickets", { token })).body["ticket"]);
  const use = async (text: string, headers: Record<string, string> = {}) => {
    const reader = await EventReader.open(`${url}/v1/events?channel=news&ticket=${text}`, { headers });
    open.push(reader);
    return reader;
  };

  test("opens one stream, and that one again only with its own last event", async () => {
    const token = await platform.platform.token();
    const [one, two] = [await ticket(token), await ticket(token)];
    const [first, second] = [await use(one), await use(two)];
    await Promise.all([first.next("welcome"), second.next("welcome")]);
    expect((await use(one)).response.status).toBe(401);
    expect((await use(one, { "Last-Event-ID": second.lastId })).response.status).toBe(401);
    expect((await use(one, { "Last-Event-ID": first.lastId })).response.status).toBe(200);
  });

  test("is used up by one of two that come at once", async () => {
    const text = await ticket(await platform.platform.token());
    const opened = await Promise.all([use(text), use(text), use(text)]);
    expect(opened.map(({ response }) => response.status).toSorted()).toEqual([200, 401, 401]);
  });

  test("is worth nothing once its token is revoked", async () => {
    const token = await platform.sign({ sub: "eve", jti: "tok_ticket01" });
    const text = await ticket(token);
    await platform.send("POST /v1/tokens/revoke", { token: await platform.platform.token(), body: { token } });
    expect((await use(text)).response.status).toBe(401);
  });
});
