import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const create = (name: string, members: JsonObject = {}) =>
  platform.send("POST /v1/topics", { body: { name, ...members } });
const names = (body: JsonObject) => (body["items"] as readonly JsonObject[]).map((item) => item["name"]);

describe("a topic", () => {
  test("is created with defaults, found by its name, and unique", async () => {
    const created = await create("session.status", { labels: { team: "exams" } });
    expect(created).toMatchObject({
      status: 201,
      body: {
        source: "application",
        validation: "reject",
        schemaVersion: null,
        eventCount: 0,
        lastEventAt: null,
        version: 1,
      },
    });
    expect(created.headers.get("location")).toBe("/v1/topics/session.status");
    expect((await platform.send("GET /v1/topics/session.status")).body).toEqual(created.body);
    expect(await create("session.status")).toMatchObject({ status: 409, body: { code: "already_exists" } });
  });

  test("is changed by a merge patch, guarded by If-Match", async () => {
    await create("patched", { labels: { team: "a", env: "b" } });
    const change = (version: number) =>
      platform.send("PATCH /v1/topics/patched", {
        body: { description: "new", labels: { team: null } },
        headers: { "If-Match": `"${version}"` },
      });
    expect(await change(1)).toMatchObject({
      status: 200,
      body: { description: "new", labels: { env: "b" }, version: 2 },
    });
    expect(await change(1)).toMatchObject({ status: 412, body: { code: "version_conflict" } });
  });

  test("takes its events and schemas with it", async () => {
    await create("gone");
    await platform.send("POST /v1/topics/gone/schemas", { body: { schema: true } });
    await platform.send("POST /v1/topics/gone/events", { body: { type: "a" } });
    expect((await platform.send("DELETE /v1/topics/gone")).status).toBe(204);
    expect((await platform.send("GET /v1/topics/gone")).status).toBe(404);
    expect((await platform.send("GET /v1/domain-events?topic=gone")).body).toEqual({ items: [], nextCursor: null });
    expect((await create("gone")).body).toMatchObject({ eventCount: 0, schemaVersion: null });
    expect((await platform.send("POST /v1/topics/gone/events", { body: { type: "a" } })).body).toMatchObject({
      offset: 1,
    });
  });

  test("of another project is not there", async () => {
    await create("private");
    const token = await platform.platform.token(
      await platform.platform.createProject({ name: "Other", endpoint: "other.example" }),
    );
    expect((await platform.send("GET /v1/topics/private", { token })).status).toBe(404);
    expect((await platform.send("GET /v1/topics", { token })).body).toEqual({ items: [], nextCursor: null });
    expect((await platform.send("POST /v1/topics/private/events", { token, body: { type: "a" } })).status).toBe(404);
  });

  test("needs the scope of each operation", async () => {
    const { token } = await platform.application([{ scopes: ["topics:read"] }]);
    expect(await platform.send("POST /v1/topics", { token, body: { name: "x" } })).toMatchObject({
      status: 403,
      body: { code: "insufficient_scope" },
    });
  });
});

describe("topics.list", () => {
  test("selects by prefix, source and filter, page by page, stable under new topics", async () => {
    for (const name of ["list.a", "list.b", "list.c"]) await create(name, { source: "database" });
    await create("list.d", { source: "socket" });
    const list = async (query: string) =>
      (await platform.send(`GET /v1/topics?prefix=list.&source=database&${query}`)).body;
    const first = await list("limit=2");
    await create("list.e", { source: "database" });
    const second = await list(`limit=2&cursor=${String(first["nextCursor"])}`);
    expect([names(first), names(second), second["nextCursor"]]).toEqual([["list.c", "list.b"], ["list.a"], null]);
    expect(names(await list(`filter=${encodeURIComponent('{"name":{"in":["list.b"]}}')}`))).toEqual(["list.b"]);
  });

  test("shows what the grants select", async () => {
    await create("granted.a", { labels: { team: "exams" } });
    await create("granted.b");
    const { token } = await platform.application([{ scopes: ["topics:*"], resources: { "labels.team": "exams" } }]);
    expect(names((await platform.send("GET /v1/topics?prefix=granted.", { token })).body)).toEqual(["granted.a"]);
    expect((await platform.send("GET /v1/topics/granted.b", { token })).status).toBe(404);
    expect(await platform.send("POST /v1/topics", { token, body: { name: "granted.c" } })).toMatchObject({
      status: 403,
    });
  });
});
