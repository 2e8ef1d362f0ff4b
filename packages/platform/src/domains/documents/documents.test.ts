import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const base = "/v1/collections/exams/documents";
const create = (body: JsonObject) => platform.send(`POST ${base}`, { body });
const send = (line: string, body?: JsonObject, ifMatch?: string) =>
  platform.send(line, { ...(body && { body }), ...(ifMatch !== undefined && { headers: { "If-Match": ifMatch } }) });

describe("a document", () => {
  test("goes through its revisions: created, replaced, merged, mutated, deleted, restored", async () => {
    const created = await create({ id: "one", data: { title: "Exam", attempts: 1 } });
    expect(created).toMatchObject({ status: 201, body: { id: "one", revision: 1, deletedAt: null } });
    expect(created.headers.get("location")).toBe(`${base}/one`);
    expect(await send(`PUT ${base}/one`, { data: { attempts: 1 } }, '"1"')).toMatchObject({
      status: 200,
      body: { revision: 2, previousRevision: 1 },
    });
    const merged = await send(`PATCH ${base}/one?returnMode=both`, { data: { open: true, attempts: null } }, '"2"');
    expect(merged.body).toMatchObject({
      revision: 3,
      data: { open: true },
      diff: [
        { op: "remove", path: "/attempts" },
        { op: "add", path: "/open", value: true },
      ],
    });
    const mutated = await send(
      `POST ${base}/one/mutate?returnMode=diff`,
      { mutations: [{ op: "increment", path: "/n", value: 2 }] },
      '"3"',
    );
    expect(mutated.body).toMatchObject({ revision: 4, diff: [{ op: "add", path: "/n", value: 2 }] });
    expect(mutated.body).not.toHaveProperty("data");
    expect(await send(`DELETE ${base}/one`, undefined, '"4"')).toMatchObject({ status: 200, body: { revision: 5 } });
    expect((await send(`GET ${base}/one`)).status).toBe(404);
    expect((await send(`GET ${base}/one?deleted=true`)).body["deletedAt"]).not.toBeNull();
    expect((await create({ id: "one", data: {} })).body["code"]).toBe("already_exists");
    expect(await send(`POST ${base}/one/restore`, undefined, "*")).toMatchObject({
      status: 200,
      body: { revision: 6, data: { open: true, n: 2 } },
    });
    const changes = await send(`GET ${base}/one/changes?order=asc&returnMode=diff`);
    const items = changes.body["items"] as readonly JsonObject[];
    expect(items.map(({ revision, kind }) => [revision, kind])).toEqual([
      [1, "created"],
      [2, "replaced"],
      [3, "merged"],
      [4, "mutated"],
      [5, "deleted"],
      [6, "restored"],
    ]);
  });

  test("must be told which revision a write replaces", async () => {
    await create({ id: "guarded", data: {} });
    expect(await send(`PUT ${base}/guarded`, { data: {} })).toMatchObject({
      status: 428,
      body: { code: "precondition_required" },
    });
    expect((await send(`PUT ${base}/guarded`, { data: {} }, "*")).status).toBe(200);
    expect((await send(`PUT ${base}/guarded`, { data: {} }, '"1"')).body["code"]).toBe("version_conflict");
  });

  test("deletes itself when its time is over, and says so", async () => {
    const expiresAt = new Date(platform.now.value + 1000).toISOString();
    await create({ id: "short", data: { a: 1 }, expiresAt });
    platform.now.value += 1000;
    expect((await send(`GET ${base}/short`)).status).toBe(404);
    const listed = (await send(`GET ${base}?prefix=short`)).body["items"];
    expect(listed).toEqual([]);
    expect((await send(`GET ${base}/short?deleted=true`)).body).toMatchObject({ deletedAt: expiresAt });
  });

  test("a mutation that does not fit changes nothing", async () => {
    await create({ id: "steps", data: { text: "x" } });
    const failed = await send(
      `POST ${base}/steps/mutate`,
      {
        mutations: [
          { op: "set", path: "/a", value: 1 },
          { op: "increment", path: "/text", value: 1 },
        ],
      },
      '"1"',
    );
    expect(failed).toMatchObject({
      status: 422,
      body: { code: "unprocessable", errors: [{ pointer: "/mutations/1" }] },
    });
    expect((await send(`GET ${base}/steps`)).body).toMatchObject({ revision: 1, data: { text: "x" } });
  });

  test("is found by a filter that reaches into its data", async () => {
    await create({ id: "f1", data: { campus: 12 } });
    await create({ id: "f2", data: { campus: 13 } });
    const filter = encodeURIComponent('{"data.campus":{"in":[12]}}');
    const found = (await send(`GET ${base}?filter=${filter}`)).body["items"] as readonly JsonObject[];
    expect(found.map(({ id }) => id)).toEqual(["f1"]);
  });
});

describe("a collection", () => {
  test("counts its documents and keeps as many changes as it says", async () => {
    await send("PATCH /v1/collections/small", { historySize: 2, lifetimeSeconds: 60 });
    const path = "/v1/collections/small/documents";
    expect((await send(`POST ${path}`, { id: "d", data: {} })).body["expiresAt"]).not.toBeNull();
    for (let n = 1; n <= 3; n++) await send(`PUT ${path}/d`, { data: { n } }, `"${n}"`);
    expect((await send("GET /v1/collections/small")).body).toMatchObject({ documentCount: 1, historySize: 2 });
    expect(
      ((await send(`GET ${path}/d/changes`)).body["items"] as readonly JsonObject[]).map(({ revision }) => revision),
    ).toEqual([4, 3]);
    expect((await send(`GET ${path}/d/changes?after=1`)).body["code"]).toBe("history_gone");
    await send(`DELETE ${path}/d`, undefined, "*");
    expect((await send("GET /v1/collections/small")).body["documentCount"]).toBe(0);
    expect((await send("GET /v1/collections/none")).status).toBe(404);
  });
});

describe("attachments", () => {
  test("are uploaded, read in parts, replaced and removed", async () => {
    await create({ id: "files", data: {} });
    const path = `${base}/files/attachments/scan.bin`;
    const put = (bytes: string) =>
      platform.send(`PUT ${path}/content`, { body: bytes, headers: { "Content-Type": "application/octet-stream" } });
    const read = (range: string) => platform.send(`GET ${path}/content`, { headers: { Range: range } });
    expect(await put("0123456789")).toMatchObject({ status: 201, body: { name: "scan.bin", size: 10, version: 1 } });
    expect((await platform.send(`GET ${path}/content`)).text).toBe("0123456789");
    const parts = await Promise.all(["bytes=2-4", "bytes=8-", "bytes=-3", "bytes=10-"].map(read));
    expect(parts.map(({ status, text }) => [status, text])).toEqual([
      [206, "234"],
      [206, "89"],
      [206, "789"],
      [416, ""],
    ]);
    expect(parts[0]?.headers.get("content-range")).toBe("bytes 2-4/10");
    expect(await put("new")).toMatchObject({ status: 200, body: { size: 3, version: 2 } });
    expect(((await send(`GET ${base}/files/attachments`)).body["items"] as readonly JsonObject[]).length).toBe(1);
    expect((await send(`DELETE ${path}`)).status).toBe(204);
    expect((await send(`GET ${path}`)).status).toBe(404);
  });
});
