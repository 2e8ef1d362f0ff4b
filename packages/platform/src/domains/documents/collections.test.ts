import { expect, describe, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const send = (line: string, body?: JsonObject, ifMatch?: string) =>
  platform.send(line, { ...(body && { body }), ...(ifMatch !== undefined && { headers: { "If-Match": ifMatch } }) });
const revisions = (body: JsonObject) => (body["items"] as readonly JsonObject[]).map(({ revision }) => revision);

describe("a collection", () => {
  test("comes into being with its first document or settings, and counts its documents", async () => {
    expect((await send("GET /v1/collections/exams")).status).toBe(404);
    await send("POST /v1/collections/exams/documents", { id: "a", data: {} });
    await send("POST /v1/collections/exams/documents", { id: "b", data: {} });
    expect((await send("GET /v1/collections/exams")).body).toMatchObject({ documentCount: 2, version: 1 });
    await send("DELETE /v1/collections/exams/documents/a", undefined, "*");
    expect((await send("GET /v1/collections/exams")).body).toMatchObject({ documentCount: 1, version: 1 });
    await send("POST /v1/collections/exams/documents/a/restore", undefined, "*");
    expect((await send("GET /v1/collections/exams")).body).toMatchObject({ documentCount: 2 });
    const filter = encodeURIComponent('{"documentCount":{"gt":1}}');
    expect((await send(`GET /v1/collections?filter=${filter}`)).body["items"]).toMatchObject([{ name: "exams" }]);
  });

  test("is set up by its first update, guarded by If-Match", async () => {
    const change = (version: number) => send("PATCH /v1/collections/setup", { description: "d" }, `"${version}"`);
    expect(await change(1)).toMatchObject({ status: 200, body: { description: "d", version: 2 } });
    expect(await change(1)).toMatchObject({ status: 412, body: { code: "version_conflict" } });
  });

  test("gives its documents a lifetime unless they name one", async () => {
    await send("PATCH /v1/collections/short", { lifetimeSeconds: 60 });
    const create = async (body: JsonObject) =>
      (await send("POST /v1/collections/short/documents", { data: {}, ...body })).body["expiresAt"];
    expect(await create({})).toBe(new Date(platform.now.value + 60_000).toISOString());
    expect(await create({ expiresAt: null })).toBeNull();
  });

  test("keeps as many changes as it says; behind a forgotten one: 410", async () => {
    await send("PATCH /v1/collections/small", { historySize: 2 });
    const path = "/v1/collections/small/documents/d/changes";
    await send("POST /v1/collections/small/documents", { id: "d", data: {} });
    for (let n = 1; n <= 3; n++) await send("PUT /v1/collections/small/documents/d", { data: { n } }, `"${n}"`);
    expect(revisions((await send(`GET ${path}`)).body)).toEqual([4, 3]);
    expect(await send(`GET ${path}?after=1`)).toMatchObject({ status: 410, body: { code: "history_gone" } });
    expect(revisions((await send(`GET ${path}?after=2&order=asc`)).body)).toEqual([3, 4]);
    expect(revisions((await send(`GET ${path}?after=4`)).body)).toEqual([]);
    const first = (await send(`GET ${path}?limit=1`)).body;
    await send("PUT /v1/collections/small/documents/d", { data: {} }, "*");
    expect(revisions((await send(`GET ${path}?limit=1&cursor=${String(first["nextCursor"])}`)).body)).toEqual([]);
  });
});
