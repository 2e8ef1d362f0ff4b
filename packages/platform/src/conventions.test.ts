import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "./json/json.js";
import { createPlatform } from "./platform.js";
import { TestPlatform } from "./testing/test-platform.js";

const platform = await TestPlatform.start();
const create = (name: string, headers = {}) =>
  platform.send("POST /v1/tunnels", { body: { protocol: "http", name }, headers });
const names = (body: JsonObject) => (body["items"] as readonly JsonObject[]).map((item) => item["name"]);

describe("Idempotency-Key", () => {
  test("replays the stored answer, byte by byte, and creates once", async () => {
    const first = await create("once", { "Idempotency-Key": "key-1" });
    const second = await create("once", { "Idempotency-Key": "key-1" });
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect([first, second].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
  });

  test("with another body is refused", async () => {
    await create("one", { "Idempotency-Key": "key-2" });
    expect(await create("two", { "Idempotency-Key": "key-2" })).toMatchObject({
      status: 422,
      body: { code: "idempotency_mismatch" },
    });
  });

  test("of a refused call may be used again", async () => {
    const headers = { "Idempotency-Key": "key-3" };
    expect((await create("once", headers)).status).toBe(409);
    expect((await create("fresh", headers)).status).toBe(201);
  });

  test("is each application's own, and forgotten after 24 hours", async () => {
    const { token } = await platform.application([{ scopes: ["*"] }]);
    const headers = { "Idempotency-Key": "key-4" };
    await create("mine", headers);
    const theirs = await platform.send("POST /v1/tunnels", {
      token,
      headers,
      body: { protocol: "http", name: "theirs" },
    });
    expect(theirs.status).toBe(201);
    const later = await TestPlatform.start();
    const body = { protocol: "http" };
    const before = await later.send("POST /v1/tunnels", { headers, body });
    later.now.value += 24 * 3_600_000;
    const after = await later.send("POST /v1/tunnels", { headers, body, token: await later.platform.token() });
    expect(after.body["id"]).not.toBe(before.body["id"]);
  });

  test("gives one result to many at once: the answer or in progress", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => create("crowd", { "Idempotency-Key": "key-5" })),
    );
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body["id"]));
    expect(ids.size).toBe(1);
    for (const { status, body } of answers) if (status !== 201) expect(body["code"]).toBe("idempotency_in_progress");
  });
});

describe("ETag", () => {
  test("If-None-Match answers 304 without a body", async () => {
    const { headers, body } = await create("tagged");
    const path = `GET /v1/tunnels/${String(body["id"])}`;
    const same = await platform.send(path, { headers: { "If-None-Match": headers.get("etag") ?? "" } });
    expect(same).toMatchObject({ status: 304, text: "" });
    expect(same.headers.get("etag")).toBe('"1"');
    expect((await platform.send(path, { headers: { "If-None-Match": '"9"' } })).status).toBe(200);
  });

  test("of two writers with the same version one wins", async () => {
    const { body } = await create("contested");
    const write = (name: string) =>
      platform.send(`PATCH /v1/tunnels/${String(body["id"])}`, { body: { name }, headers: { "If-Match": '"1"' } });
    const statuses = (await Promise.all([write("left"), write("right")])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 412]);
  });
});

describe("a list", () => {
  const read = async (target: TestPlatform, query: string) => (await target.send(`GET /v1/tunnels?${query}`)).body;

  test("is stable while records come and go", async () => {
    const fresh = await TestPlatform.start();
    const add = (name: string) => fresh.send("POST /v1/tunnels", { body: { protocol: "http", name } });
    const ids = [];
    for (const name of ["a", "b", "c", "d"]) ids.push((await add(name)).body["id"]);
    const first = await read(fresh, "limit=2");
    await add("e");
    await fresh.send(`DELETE /v1/tunnels/${String(ids[2])}`);
    const second = await read(fresh, `limit=2&cursor=${String(first["nextCursor"])}`);
    expect([...names(first), ...names(second)]).toEqual(["d", "c", "b", "a"]);
    expect(second["nextCursor"]).toBeNull();
  });

  test("is empty without a cursor where nothing fits", async () => {
    expect(await read(platform, "name=nobody")).toEqual({ items: [], nextCursor: null });
  });

  test("refuses the cursor of another query", async () => {
    await create("p1");
    await create("p2");
    const { nextCursor } = await read(platform, "limit=1");
    const other = await platform.send(`GET /v1/tunnels?limit=1&order=asc&cursor=${String(nextCursor)}`);
    expect(other).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
  });

  test("is filtered by the one grammar", async () => {
    await create("filter-one");
    await create("filter-two");
    const filter = encodeURIComponent(
      JSON.stringify({ name: { prefix: "filter-" }, not: { name: { matches: "two$" } } }),
    );
    expect(names(await read(platform, `filter=${filter}`))).toEqual(["filter-one"]);
  });
});

describe("grants", () => {
  test("hide what their filter does not select, and show what they select", async () => {
    const [{ body: web }, { body: db }] = await Promise.all([create("grants-web"), create("grants-db")]);
    const grant = { scopes: ["tunnels:*"], resources: { name: { prefix: "grants-w" } }, select: ["name"] };
    const { token } = await platform.application([grant]);
    const list = await platform.send("GET /v1/tunnels", { token });
    expect(list.body["items"]).toEqual([{ id: web["id"], name: "grants-web" }]);
    expect((await platform.send(`GET /v1/tunnels/${String(db["id"])}`, { token })).status).toBe(404);
    expect((await platform.send(`DELETE /v1/tunnels/${String(db["id"])}`, { token })).status).toBe(404);
    const created = await platform.send("POST /v1/tunnels", { token, body: { protocol: "http", name: "elsewhere" } });
    expect(created).toMatchObject({ status: 403, body: { code: "forbidden" } });
    const moved = await platform.send(`PATCH /v1/tunnels/${String(web["id"])}`, { token, body: { name: "elsewhere" } });
    expect(moved.status).toBe(403);
    expect((await platform.send("GET /v1/tunnels?name=elsewhere")).body["items"]).toEqual([]);
  });
});

describe("every answer", () => {
  test("carries the caller's request id and the rate", async () => {
    const response = await platform.send("GET /v1/tunnels", { headers: { "Request-Id": "mine-1" } });
    expect(response.headers.get("request-id")).toBe("mine-1");
    for (const name of ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"])
      expect(response.headers.get(name)).toMatch(/^\d+$/);
  });

  test("can be read by a page of any origin, after a preflight without credentials", async () => {
    const preflight = await platform.send("OPTIONS /v1/tunnels", {
      token: null,
      headers: {
        Origin: "https://app.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization");
    expect((await platform.send("GET /v1/tunnels")).headers.get("access-control-allow-origin")).toBe("*");
  });

  test("to HEAD is that to GET without its body", async () => {
    const head = await platform.send("HEAD /v1/tunnels");
    expect(head).toMatchObject({ status: 200, text: "" });
    expect(head.headers.get("content-type")).toBe("application/json");
  });
});

describe("the rate limit", () => {
  test("refuses beyond it, says when to come back, and recovers", async () => {
    const limited = await TestPlatform.start({ callsPerSecond: 3 });
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await limited.send("GET /v1/whoami")).status);
    const refused = await limited.send("GET /v1/whoami");
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(refused).toMatchObject({
      status: 429,
      body: { code: "rate_limited", retryable: true, retryAfterSeconds: 1 },
    });
    expect(refused.headers.get("retry-after")).toBe("1");
    limited.now.value += 1000;
    expect((await limited.send("GET /v1/whoami")).status).toBe(200);
  });

  test("counts failed credentials by address", async () => {
    const limited = await TestPlatform.start({ callsPerSecond: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await limited.send("GET /v1/whoami", { token: "guess" })).status);
    expect(statuses).toEqual([401, 401, 429]);
    expect((await limited.send("GET /v1/whoami")).status).toBe(200);
  });
});

describe("close", () => {
  test("lets a running call finish and takes no more", async () => {
    const closing = await createPlatform();
    const headers = {
      Authorization: `Bearer ${await closing.token()}`,
      "Content-Type": "application/json",
      Expect: "100-continue",
    };
    const call = request(`${closing.url}/v1/tunnels`, { method: "POST", headers });
    call.flushHeaders();
    await once(call, "continue");
    const closed = closing.close();
    call.end(JSON.stringify({ protocol: "http" }));
    const [response] = (await once(call, "response")) as [IncomingMessage];
    response.resume();
    await closed;
    expect(response).toMatchObject({ statusCode: 201, headers: { connection: "close" } });
    await expect(fetch(`${closing.url}/healthz`)).rejects.toThrow();
  });

  test("ends calls that outlast the patience", async () => {
    const closing = await createPlatform({ drainMs: 0 });
    const headers = {
      Authorization: `Bearer ${await closing.token()}`,
      "Content-Type": "application/json",
      Expect: "100-continue",
    };
    const call = request(`${closing.url}/v1/tunnels`, { method: "POST", headers });
    call.flushHeaders();
    await once(call, "continue");
    const failed = once(call, "error");
    await closing.close();
    expect(await failed).toMatchObject([{ code: "ECONNRESET" }]);
  });
});
